"""`python -m tests.engine.plugins.provider …`: the engine's AWS provider, with a journal file as AWS."""

import os
import secrets
from collections.abc import Iterator, Set
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2_grpc
from pulumi.runtime.proto import provider_pb2 as pb

from tests.engine.plugins.account import Entry, JournalAccount, RefusedError
from tests.engine.plugins.interruption import Interruption
from tests.engine.plugins.invokes import UnknownInvokeError, answer
from tests.engine.plugins.kinds import kind_of
from tests.engine.plugins.naming import named
from tests.engine.plugins.outputs import changed_properties, outputs_of_new, outputs_of_update
from tests.engine.plugins.sdk import UnknownKindError
from tests.engine.plugins.shapes import faults
from tests.engine.plugins.values import UNKNOWN, Values, read, write
from tools.pulumi.host import serve

__all__ = ["INTERRUPTED_AT", "INTERRUPTED_MADE", "JOURNAL", "Provider", "serve_provider"]

JOURNAL = "DWIPPER_TEST_JOURNAL"
INTERRUPTED_AT = "DWIPPER_TEST_INTERRUPTED_AT"
INTERRUPTED_MADE = "DWIPPER_TEST_INTERRUPTED_MADE"
REFUSALS = (RefusedError, UnknownInvokeError, UnknownKindError)


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    """Checks inputs and knows which outputs are unknown before the creation. Resources are in the account."""

    def __init__(self, account: JournalAccount, interruption: Interruption) -> None:
        self._account, self._interruption = account, interruption

    def Handshake(
        self, request: pb.ProviderHandshakeRequest, context: grpc.ServicerContext
    ) -> pb.ProviderHandshakeResponse:
        return pb.ProviderHandshakeResponse(supports_autonaming_configuration=True)

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        return plugin_pb2.PluginInfo(version=version("pulumi-aws"))

    def CheckConfig(self, request: pb.CheckRequest, context: grpc.ServicerContext) -> pb.CheckResponse:
        return pb.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: pb.DiffRequest, context: grpc.ServicerContext) -> pb.DiffResponse:
        changed = changed_properties(read(request.old_inputs), read(request.news))
        return _diff(changed)

    def Configure(self, request: pb.ConfigureRequest, context: grpc.ServicerContext) -> pb.ConfigureResponse:
        return pb.ConfigureResponse(supportsPreview=True, supports_autonaming_configuration=True)

    def Invoke(self, request: pb.InvokeRequest, context: grpc.ServicerContext) -> pb.InvokeResponse:
        response = pb.InvokeResponse()
        with _refusals(context):
            getattr(response, "return").CopyFrom(write(answer(request.tok)))
        return response

    def Check(self, request: pb.CheckRequest, context: grpc.ServicerContext) -> pb.CheckResponse:
        with _refusals(context):
            inputs = named(request)
            failures = [
                pb.CheckFailure(property=one.where, reason=one.what) for one in faults(request.type, inputs)
            ]
            return pb.CheckResponse(inputs=write(inputs), failures=failures)

    def Diff(self, request: pb.DiffRequest, context: grpc.ServicerContext) -> pb.DiffResponse:
        old, new = read(request.old_inputs), read(request.news)
        changed = changed_properties(old, new)
        kind = kind_of(request.type)
        replacing = changed & kind.replacing
        # If the name stays, the old resource must be deleted first.
        name_stays = kind.named_by is not None and kind.named_by not in new.get("__defaults", [])
        return _diff(changed, replacing, delete_first=bool(replacing) and name_stays)

    def Create(self, request: pb.CreateRequest, context: grpc.ServicerContext) -> pb.CreateResponse:
        inputs = read(request.properties)
        if request.preview:
            return pb.CreateResponse(properties=write(outputs_of_new(request.type, UNKNOWN, inputs)))
        made, answered = self._interruption.of_next()
        with _refusals(context):
            id_, outputs = self.new(request.type, request.name, inputs)
            if made:
                self._account.enter(Entry("create", request.type, request.name, id_, inputs, outputs))
            if not answered:
                self._account.enter(Entry("hang", request.type, request.name, ""))
                self._interruption.hang()
            return pb.CreateResponse(id=id_, properties=write(outputs))

    def new(self, type_: str, name: str, inputs: Values) -> tuple[str, Values]:
        """Returns the id and the outputs of a new resource."""
        id_ = str(inputs["name"]) if kind_of(type_).id_is_name else secrets.token_hex(6)
        return id_, outputs_of_new(type_, id_, inputs)

    def Read(self, request: pb.ReadRequest, context: grpc.ServicerContext) -> pb.ReadResponse:
        found = self._account.there().get(request.id)
        if found is None:
            return pb.ReadResponse()
        return pb.ReadResponse(id=found.id, properties=write(found.outputs), inputs=write(found.inputs))

    def Update(self, request: pb.UpdateRequest, context: grpc.ServicerContext) -> pb.UpdateResponse:
        inputs, old = read(request.news), read(request.olds)
        outputs = outputs_of_update(
            request.type, old, read(request.old_inputs), inputs, preview=request.preview
        )
        with _refusals(context):
            if not request.preview:
                self._account.enter(Entry("update", request.type, request.name, request.id, inputs, outputs))
            return pb.UpdateResponse(properties=write(outputs))

    def Delete(self, request: pb.DeleteRequest, context: grpc.ServicerContext) -> Empty:
        with _refusals(context):
            self._account.enter(Entry("delete", request.type, request.name, request.id))
        return Empty()

    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:
        return Empty()


@contextmanager
def _refusals(context: grpc.ServicerContext) -> Iterator[None]:
    try:
        yield
    except REFUSALS as error:
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))


def _diff(
    changed: Set[str], replacing: Set[str] = frozenset(), *, delete_first: bool = False
) -> pb.DiffResponse:
    some = pb.DiffResponse.DIFF_SOME if changed else pb.DiffResponse.DIFF_NONE
    return pb.DiffResponse(
        changes=some,
        diffs=sorted(changed),
        replaces=sorted(replacing),
        deleteBeforeReplace=delete_first,
    )


def main() -> None:
    number = os.environ.get(INTERRUPTED_AT)
    interruption = Interruption(int(number) if number else None, made=INTERRUPTED_MADE in os.environ)
    account = JournalAccount(Path(os.environ[JOURNAL]))
    account.write_until_the_end()
    serve_provider(Provider(account, interruption))


def serve_provider(provider: Provider) -> None:
    # As many as the engine may leave pending in an interruption.
    serve(
        lambda server: provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server), workers=256
    )


if __name__ == "__main__":
    main()

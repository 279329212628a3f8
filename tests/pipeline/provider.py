"""`python -m tests.pipeline.provider …`: the engine's AWS provider, with the laptop's AWS as far as possible."""

import io
import json
import os
import secrets
import urllib.request
import zipfile
from dataclasses import asdict
from pathlib import Path
from threading import Lock

import grpc
from pulumi.runtime.proto import provider_pb2 as pb

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers import HANDLERS
from localcloud.provisioning.program import plain
from localcloud.provisioning.registry import Resource
from tests.engine.plugins.account import JournalAccount
from tests.engine.plugins.interruption import Interruption
from tests.engine.plugins.outputs import FUNCTION
from tests.engine.plugins.provider import JOURNAL, Provider, serve_provider
from tests.engine.plugins.values import Values, read

__all__ = ["LAPTOP", "LaptopProvider"]

LAPTOP = "DWIPPER_TEST_LAPTOP"  # what tests.pipeline.laptop prints
ALIAS = "aws:lambda/alias:Alias"
SECONDS = 60


class LaptopProvider(Provider):
    """Creates what the laptop supports; everything else is only in the journal."""

    def __init__(self, account: JournalAccount, interruption: Interruption, laptop: dict[str, str]) -> None:
        super().__init__(account, interruption)
        self._cloud = Cloud(laptop["emulator"], laptop["region"], laptop["runner"], laptop["door"])
        self._control, self._one_at_a_time = laptop["control"], Lock()

    def new(self, type_: str, name: str, inputs: Values) -> tuple[str, Values]:
        id_, outputs = super().new(type_, name, inputs)
        handler = HANDLERS.get(type_)
        if handler is None:
            return id_, outputs
        given = {key: plain(value) for key, value in inputs.items() if key != "__defaults"}
        with self._one_at_a_time:
            created = handler(self._cloud, Resource(type_, name, given))
            if type_ == FUNCTION:
                self._post("functions", [asdict(function) for function in self._cloud.functions])
        return created.id, {**outputs, **created.outputs}

    def Update(self, request: pb.UpdateRequest, context: grpc.ServicerContext) -> pb.UpdateResponse:
        """The answer means that a function's new code serves."""
        if not request.preview:
            inputs, client = read(request.news), self._cloud.client("lambda")
            if request.type == FUNCTION:
                self._post("reload", None)
                client.update_function_code(FunctionName=inputs["name"], ZipFile=_zip(), Publish=True)
            elif request.type == ALIAS:
                client.update_alias(
                    FunctionName=inputs["functionName"],
                    Name=inputs["name"],
                    FunctionVersion=inputs["functionVersion"],
                )
        return super().Update(request, context)

    def _post(self, what: str, content: object) -> None:
        request = urllib.request.Request(
            f"{self._control}/{what}", json.dumps(content).encode(), method="POST"
        )
        urllib.request.urlopen(request, timeout=SECONDS).close()


def _zip() -> bytes:
    """Returns a different zip each time: Lambda publishes no version if nothing has changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("version", secrets.token_hex())
    return content.getvalue()


if __name__ == "__main__":
    serve_provider(
        LaptopProvider(
            JournalAccount(Path(os.environ[JOURNAL])),
            Interruption(None, made=False),
            json.loads(os.environ[LAPTOP]),
        )
    )

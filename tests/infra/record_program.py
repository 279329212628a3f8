"""Runs the program on mocks, once in a process, and returns its resources and exports."""

import asyncio
import importlib
import json
import runpy
from pathlib import Path
from typing import Any

import pulumi
import yaml
from pulumi.runtime import MockCallArgs, MockResourceArgs, Mocks
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.rpc import is_rpc_secret, unwrap_rpc_secret
from pulumi.runtime.settings import get_root_resource
from pulumi.runtime.stack import Stack, run_pulumi_func
from pulumi.runtime.sync_await import _ensure_event_loop

from tests.infra.realistic import ACCOUNT, identify, outputs_of


class Recorder(Mocks):
    """Records registrations and answers like AWS."""

    def __init__(self, stack: str) -> None:
        self._stack = stack
        self.registered: list[dict[str, Any]] = []

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        return {"accountId": ACCOUNT}, []

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        inputs = {key: _plain(value) for key, value in args.inputs.items()}
        id, _ = identify(args.typ, args.name, self._stack, inputs)
        outputs = outputs_of(args.typ, args.name, self._stack, inputs)
        self.registered.append(
            {
                "type": args.typ,
                "name": args.name,
                "id": id,
                "inputs": inputs,
                "outputs": outputs,
                "takes_tags": _takes_tags(args.typ),
                "secret": [key for key, value in args.inputs.items() if is_rpc_secret(value)],
            }
        )
        return id, {**args.inputs, **outputs}


class Options(MockMonitor):
    """Records the resources' options, which mocks do not get."""

    def __init__(self, mocks: Mocks) -> None:
        super().__init__(mocks)
        self.of: dict[tuple[str, str], dict[str, Any]] = {}

    def RegisterResource(self, request: Any) -> Any:  # noqa: ANN401  gRPC's own
        self.of[request.type, request.name] = {
            "protected": request.protect,
            "ignored": list(request.ignoreChanges),
            "after": [urn.rpartition("::")[2] for urn in request.dependencies],
        }
        return super().RegisterResource(request)  # type: ignore[no-untyped-call]


def _takes_tags(kind: str) -> bool:
    """Returns whether the resource's class in pulumi_aws has tags."""
    provider, place, name = kind.split(":")
    if provider != "aws":
        return False
    module = place.partition("/")[0]
    classes = importlib.import_module(f"pulumi_aws.{'lambda_' if module == 'lambda' else module}")
    return hasattr(getattr(classes, name), "tags")


def _plain(value: Any) -> Any:  # noqa: ANN401  an input
    if isinstance(value, pulumi.FileArchive):
        return value.path
    return unwrap_rpc_secret(value) if is_rpc_secret(value) else value


def configuration(stack: str, overrides: dict[str, Any]) -> dict[str, str]:
    kept = yaml.safe_load(Path(f"Pulumi.{stack}.yaml").read_text())["config"]
    settings = {key: value for key, value in {**kept, **overrides}.items() if value is not None}
    return {key: one if isinstance(one, str) else json.dumps(one) for key, one in settings.items()}


async def _exports() -> tuple[dict[str, Any], list[str]]:
    """Returns the exports by name, and the names of the secret ones."""

    async def program() -> None:
        runpy.run_path("__main__.py", run_name="__main__")

    await run_pulumi_func(program)
    root = get_root_resource()
    assert isinstance(root, Stack)
    outputs = {key: pulumi.Output.from_input(value) for key, value in root.outputs.items()}
    secret = [key for key, output in outputs.items() if await output.is_secret()]
    return {key: await output.future() for key, output in outputs.items()}, secret


def record(stack: str, overrides: str, name: str) -> dict[str, Any]:
    """Returns the fields of `tests.infra.program.Program` as plain data."""
    recorder = Recorder(name)
    options = Options(recorder)
    pulumi.runtime.set_mocks(recorder, project="dwipper", stack=name, preview=False, monitor=options)
    pulumi.runtime.set_all_config(configuration(stack, json.loads(overrides)))
    loop: asyncio.AbstractEventLoop = _ensure_event_loop()
    exports, secret = loop.run_until_complete(_exports())
    registered = [{**one, **options.of[one["type"], one["name"]]} for one in recorder.registered]
    return {"registered": registered, "exports": exports, "secret_exports": secret}

"""Runs the Pulumi program, and creates each resource that it registers."""

import asyncio
import json
import runpy
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
from pulumi.runtime import MockCallArgs, MockResourceArgs, Mocks
from pulumi.runtime.rpc import is_rpc_secret, unwrap_rpc_secret
from pulumi.runtime.settings import get_root_resource
from pulumi.runtime.stack import Stack as RootStack
from pulumi.runtime.stack import run_pulumi_func
from pulumi.runtime.sync_await import _ensure_event_loop

from localcloud.errors import LocalCloudError
from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.registry import Handlers, Resource, handler_for
from localcloud.stack import StackConfig

__all__ = ["Connect", "ReportCreated", "plain", "run_program"]

Connect = Callable[[], Cloud]
ReportCreated = Callable[[Resource], None]


class _Creation(Mocks):
    """Pulumi's extension point: called for each resource, in the order of dependencies."""

    def __init__(self, connect: Connect, handlers: Handlers, progress: ReportCreated) -> None:
        self._connect = connect
        self._handlers = handlers
        self._progress = progress
        self._one_at_a_time = threading.Lock()
        self.failure: Exception | None = None

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        asyncio.get_event_loop().close()  # made for this thread; Python would print a warning at the end
        raise self._failed(
            LocalCloudError(f"the laptop cannot answer {args.token}: put the value into the stack's settings")
        )

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        if not args.custom:
            return "", args.inputs
        resource = Resource(args.typ, args.name, plain(args.inputs))
        with self._one_at_a_time:
            return self._create(resource)

    def _create(self, resource: Resource) -> tuple[str, dict[str, Any]]:
        try:
            created = handler_for(resource, self._handlers)(self._connect(), resource)
        except Exception as error:
            raise self._failed(error, resource) from error
        self._progress(resource)
        return created.id, {**resource.inputs, **created.outputs}

    def _failed(self, error: Exception, resource: Resource | None = None) -> Exception:
        if resource and not isinstance(error, LocalCloudError):
            error = LocalCloudError(
                f"{resource.type} ({resource.name}) could not be created: {_one_line(error)}"
            )
        self.failure = self.failure or error
        return error


def run_program(
    program: Path, stack: StackConfig, connect: Connect, handlers: Handlers, progress: ReportCreated
) -> dict[str, Any]:
    """Runs a program's file as `pulumi up` would. Returns the stack's outputs.

    `cloud` is called for each resource, and may wait until the emulator is up. Raises LocalCloudError for the first
    resource that could not be created.
    """
    creation = _Creation(connect, handlers, progress)
    pulumi.runtime.set_mocks(creation, project=stack.project, stack=stack.name, preview=False)
    pulumi.runtime.set_all_config({key: _as_config(value) for key, value in stack.config.items()})
    loop: asyncio.AbstractEventLoop = _ensure_event_loop()
    try:
        return loop.run_until_complete(_outputs(program))
    except Exception as error:
        raise creation.failure or error from error


async def _outputs(program: Path) -> dict[str, Any]:
    async def run() -> None:
        runpy.run_path(str(program), run_name="__main__")

    await run_pulumi_func(run)
    stack = get_root_resource()
    assert isinstance(stack, RootStack)  # noqa: S101
    return {name: await pulumi.Output.from_input(value).future() for name, value in stack.outputs.items()}


def plain(value: Any) -> Any:  # noqa: ANN401  any JSON
    """Returns the value as the program wrote it: Pulumi wraps secrets, and turns every number into a float."""
    if is_rpc_secret(value):
        return plain(unwrap_rpc_secret(value))
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _one_line(error: Exception) -> str:
    return " ".join(str(error).splitlines())


def _as_config(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)

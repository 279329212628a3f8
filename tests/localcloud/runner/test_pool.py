"""The function's environments: each runs one event at a time, with the newest code; more are started on demand."""

import asyncio
import json
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from localcloud.runner.function import LocalFunction, function_from
from localcloud.runner.pool import EnvironmentPool
from localcloud.runner.process import FunctionError
from tests.localcloud.clock import Clock
from tests.localcloud.emulator_process import Emulator
from tests.platform.running import eventually

AT_MOST = 4  # environments, as docs/parity.md says
CONTEXT = json.dumps({"aws_request_id": "1", "function_name": "app", "deadline_ms": 0}).encode()
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
HANDLER = """
import os, pathlib, re, sys, time
from botocore.session import get_session

def handler(event, context):
    if "forget" in event:
        forgotten = pathlib.Path(__file__).with_suffix(".forgotten")
        if event["forget"] == "always" or not forgotten.exists():
            forgotten.touch()
            os.environ["AWS_ACCESS_KEY_ID"] = "ASIAFORGOTTEN0000000"
        try:
            get_session().create_client("dynamodb").list_tables()
        except Exception as error:
            return {"refused": str(error)}
    if "sleep" in event:
        pathlib.Path(__file__).with_suffix(".began").touch()
        time.sleep(event["sleep"])
    if "unanswered" in event:
        os.environ["AWS_MAX_ATTEMPTS"] = "1"
        nobody = re.sub(":[0-9]+/", ":1/", os.environ["AWS_ENDPOINT_URL"])
        print(nobody)
        get_session().create_client("dynamodb", endpoint_url=nobody).list_tables()
    if "raise" in event:
        raise ValueError("boom secret")
    if "die" in event:
        os._exit(1)
    return {"pid": os.getpid(), "variables": dict(os.environ), "python": sys.executable}
"""


class EditedFunction(NamedTuple):
    """A function, and the file with its handler."""

    function: LocalFunction
    code: Path


@pytest.fixture
def app(emulator: Emulator, tmp_path: Path) -> EditedFunction:
    name = f"app_{secrets.token_hex(4)}"
    code = tmp_path / f"{name}.py"
    code.write_text(HANDLER)
    role = emulator.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
    deployed = {
        "name": name,
        "handler": f"{name}.handler",
        "role_arn": role["Role"]["Arn"],
        "timeout": 60,
        "environment": {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", "TABLE": "things"},
    }
    return EditedFunction(function_from(deployed, region="eu-west-1", endpoint=emulator.url), code)


async def invoke(pool: EnvironmentPool, **event: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
    answer: dict[str, Any] = json.loads(await pool.invoke(CONTEXT, json.dumps(event).encode()))
    return answer


def with_pool(app: EditedFunction, use: Callable[[EnvironmentPool], Awaitable[Any]], **options: Any) -> Any:  # noqa: ANN401
    async def run() -> Any:  # noqa: ANN401
        async with EnvironmentPool(app.function, **options) as pool:
            await pool.reload()
            return await use(pool)

    return asyncio.run(run())


async def began(app: EditedFunction) -> None:
    """Waits until an event runs."""
    await asyncio.to_thread(eventually, app.code.with_suffix(".began").exists)


def test_the_handlers_environment_has_only_the_stacks_variables_and_its_roles_credentials(
    app: EditedFunction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "the-developers-own")

    variables = with_pool(app, invoke)["variables"]

    assert variables["TABLE"] == "things"
    assert variables["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert "AWS_PROFILE" not in variables


def test_the_function_runs_on_the_python_of_the_virtual_environment(app: EditedFunction) -> None:
    assert with_pool(app, invoke)["python"] == sys.executable


def test_concurrent_events_use_environments_up_to_the_limit(app: EditedFunction) -> None:
    async def many(pool: EnvironmentPool) -> set[int]:
        environments: set[int] = set()

        async def go_on() -> None:
            while len(environments) < AT_MOST:
                environments.add((await invoke(pool, sleep=0.1))["pid"])

        async with asyncio.timeout(60):
            await asyncio.gather(*(go_on() for _ in range(3 * AT_MOST)))
        return environments

    assert len(with_pool(app, many)) == AT_MOST


def test_sequential_events_use_one_environment(app: EditedFunction) -> None:
    async def few(pool: EnvironmentPool) -> set[int]:
        return {(await invoke(pool))["pid"] for _ in range(5)}

    assert len(with_pool(app, few)) == 1


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"raise": True}, "the handler raised ValueError"),
        ({"die": True}, "the function ended its own process"),
        ({"sleep": 30}, "the function did not answer within 5 s"),
    ],
)
def test_a_failed_event_shows_no_secret_and_the_next_one_is_served(
    app: EditedFunction, event: dict[str, Any], reason: str
) -> None:
    async def fail_and_go_on(pool: EnvironmentPool) -> dict[str, Any]:
        with pytest.raises(FunctionError, match=f"^{reason}$"):
            await invoke(pool, **event)
        return await invoke(pool)

    impatient = app._replace(function=replace(app.function, timeout=5))
    assert "pid" in with_pool(impatient, fail_and_go_on)


def test_a_failed_call_to_aws_is_one_line_without_the_emulators_secret(
    app: EditedFunction, capfd: pytest.CaptureFixture[str]
) -> None:
    async def fail(pool: EnvironmentPool) -> None:
        with pytest.raises(FunctionError, match="EndpointConnectionError"):
            await invoke(pool, unanswered=True)

    with_pool(app, fail)

    said, reported = capfd.readouterr()
    line = 'EndpointConnectionError: Could not connect to the endpoint URL: "http://127.0.0.1:1/***"'
    assert (said, reported) == ("http://127.0.0.1:1/***\n", line + "\n")


def test_events_during_a_reload_get_the_new_code(app: EditedFunction) -> None:
    async def edit(pool: EnvironmentPool) -> list[dict[str, Any]]:
        app.code.write_text("def handler(event, context): return {'edited': True}")
        loading = asyncio.create_task(pool.reload())
        await asyncio.sleep(0)
        answers = await asyncio.gather(*(invoke(pool) for _ in range(5)))
        await loading
        return answers

    assert with_pool(app, edit) == [{"edited": True}] * 5


def test_an_environment_that_loads_during_an_edit_is_discarded(app: EditedFunction) -> None:
    slow = "import pathlib, time\npathlib.Path(__file__).with_suffix('.began').touch()\ntime.sleep(0.3)\n"

    async def edit_twice(pool: EnvironmentPool) -> list[dict[str, Any]]:
        app.code.write_text(slow + "def handler(event, context): return {'edited': 'once'}")
        loading = asyncio.create_task(pool.reload())
        await began(app)
        app.code.write_text("def handler(event, context): return {'edited': 'twice'}")
        await asyncio.gather(loading, pool.reload())
        return await asyncio.gather(*(invoke(pool) for _ in range(AT_MOST)))

    assert with_pool(app, edit_twice) == [{"edited": "twice"}] * AT_MOST


def test_a_running_event_finishes_on_the_code_that_it_began_with(app: EditedFunction) -> None:
    async def edit_meanwhile(pool: EnvironmentPool) -> dict[str, Any]:
        under_way = asyncio.create_task(invoke(pool, sleep=1))
        await began(app)
        app.code.write_text("def handler(event, context): return {'edited': True}")
        await pool.reload()
        return await under_way

    assert "pid" in with_pool(app, edit_meanwhile)


def test_a_failed_import_fails_every_event_until_the_code_is_fixed(
    app: EditedFunction, capsys: pytest.CaptureFixture[str]
) -> None:
    async def break_and_mend(pool: EnvironmentPool) -> dict[str, Any]:
        app.code.write_text("def handler(:")
        assert not await pool.reload()
        for _ in range(2):
            with pytest.raises(FunctionError, match="cannot be imported"):
                await invoke(pool)
        app.code.write_text(HANDLER)
        assert await pool.reload()
        return await invoke(pool)

    assert "pid" in with_pool(app, break_and_mend)
    assert "SyntaxError" in capsys.readouterr().err


def test_after_a_slow_import_the_next_event_imports_again(
    app: EditedFunction, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = "import pathlib, time\nbegan = pathlib.Path(__file__).with_suffix('.began')\n"
    slow += "if not began.exists():\n    began.touch()\n    time.sleep(60)\n"
    app.code.write_text(slow + HANDLER)
    monkeypatch.setattr("localcloud.runner.process.INIT_SECONDS", 5)

    assert "pid" in with_pool(app, invoke)
    assert "importing the handler took more than 5 s" in capsys.readouterr().err


def test_an_idle_pool_without_environments_starts_one_for_the_next_event(
    app: EditedFunction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.runner.pool.IDLE_SECONDS", 0.3)

    async def rest() -> list[int]:
        async with EnvironmentPool(app.function, at_rest=0) as pool:
            tending = asyncio.create_task(pool.tend())
            before: int = (await invoke(pool))["pid"]
            await asyncio.to_thread(eventually, lambda: not Path(f"/proc/{before}").exists())
            after: int = (await invoke(pool))["pid"]
            tending.cancel()
            return [before, after]

    before, after = asyncio.run(rest())

    assert before != after


def test_an_environment_that_an_event_waits_for_is_not_ended(
    app: EditedFunction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localcloud.runner.pool.IDLE_SECONDS", 0)  # it rests as soon as it has started

    async def wait() -> int:
        async with EnvironmentPool(app.function, at_rest=0) as pool, asyncio.timeout(60):
            tending = asyncio.create_task(pool.tend())
            pid: int = (await invoke(pool))["pid"]
            tending.cancel()
            return pid

    assert asyncio.run(wait())


def test_credentials_that_expire_during_a_suspension_are_not_used(app: EditedFunction) -> None:
    clock = Clock()
    clock.now = time.time()

    async def suspend(pool: EnvironmentPool) -> list[dict[str, Any]]:
        before = await invoke(pool)
        clock.now += 50 * 60
        return [before, await invoke(pool)]

    before, after = with_pool(app, suspend, wall_clock=clock)

    assert before["pid"] != after["pid"]
    assert before["variables"]["AWS_ACCESS_KEY_ID"] != after["variables"]["AWS_ACCESS_KEY_ID"]


def test_credentials_that_expire_during_an_event_are_not_used_again(app: EditedFunction) -> None:
    clock = Clock()
    clock.now = time.time()

    async def suspend(pool: EnvironmentPool) -> list[int]:
        under_way = asyncio.create_task(invoke(pool, sleep=1))
        await began(app)
        clock.now += 50 * 60
        return [(await under_way)["pid"], (await invoke(pool))["pid"]]

    before, after = with_pool(app, suspend, wall_clock=clock)

    assert before != after


def test_valid_credentials_are_used_again(app: EditedFunction) -> None:
    clock = Clock()
    clock.now = time.time()

    async def wait(pool: EnvironmentPool) -> list[int]:
        before: int = (await invoke(pool))["pid"]
        clock.now += 40 * 60
        return [before, (await invoke(pool))["pid"]]

    before, after = with_pool(app, wait, wall_clock=clock)

    assert before == after


def test_an_event_with_rejected_credentials_is_retried_once_with_new_ones(app: EditedFunction) -> None:
    answer = with_pool(app, lambda pool: invoke(pool, forget="once"))

    assert "AccessDeniedException" in answer["refused"]  # accepted again: the role has no rights


def test_credentials_that_are_rejected_twice_are_reported(app: EditedFunction) -> None:
    with pytest.raises(FunctionError, match="^its credentials were refused: UnrecognizedClientException$"):
        with_pool(app, lambda pool: invoke(pool, forget="always"))


def test_closing_leaves_no_process_even_during_an_event(app: EditedFunction) -> None:
    async def leave(pool: EnvironmentPool) -> int:
        pid: int = (await invoke(pool))["pid"]
        under_way = asyncio.create_task(invoke(pool, sleep=30))
        under_way.add_done_callback(lambda task: task.exception())
        await began(app)
        return pid

    pid = with_pool(app, leave)

    assert eventually(lambda: not Path(f"/proc/{pid}").exists())

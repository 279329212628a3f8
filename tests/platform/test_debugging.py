"""`make run DEBUG=5678`: a debugger stops the API, for as long as it likes."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.platform.api import LaptopApi
from tests.platform.debugger import Debugger
from tests.platform.running import RunningPlatform, copy_of_the_tree, eventually, free_port

ROOT = Path(__file__).resolve().parents[2]
ANSWER = '    return answer(Health(status="ok"))'


@pytest.fixture(scope="module")
def debugged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlatform]:
    tree = copy_of_the_tree(tmp_path_factory.mktemp("debugged") / "dwipper")
    (tree / ".local").mkdir(mode=0o700)
    (tree / ".local" / "seeded").touch()
    with RunningPlatform(tree, debug_port=free_port()) as platform:
        yield platform


@pytest.fixture
def debugged_api(debugged: RunningPlatform) -> Iterator[LaptopApi]:
    with LaptopApi(debugged.outputs) as api:
        yield api


def as_the_editor_attaches(tree: Path) -> dict[str, Any]:
    """The arguments in .vscode/launch.json, for a folder that is open in the editor."""
    text = (ROOT / ".vscode" / "launch.json").read_text().replace("${workspaceFolder}", str(tree))
    (configuration,) = json.loads(text)["configurations"]
    return dict(configuration)


def health(platform: RunningPlatform) -> Path:
    return platform.tree / "webapp" / "docs" / "api.py"


def line_of(text: str, file: Path) -> int:
    return file.read_text().splitlines().index(text) + 1


def attached(platform: RunningPlatform, *, stop_at: str = "") -> Debugger:
    assert platform.debug_port
    file = health(platform)
    breakpoints = {file: line_of(stop_at, file)} if stop_at else {}
    return Debugger(platform.debug_port, as_the_editor_attaches(platform.tree), breakpoints)


def test_a_breakpoint_stops_a_request_which_is_answered_when_the_debugger_goes_on(
    debugged: RunningPlatform, debugged_api: LaptopApi
) -> None:
    with attached(debugged, stop_at=ANSWER) as debugger, ThreadPoolExecutor() as pool:
        asked = pool.submit(debugged_api.call, "GET", "/health")

        assert debugger.stopped_in() == "get_health"
        assert not asked.done()
        debugger.go_on()
        assert asked.result().status_code == 200


def test_after_a_reload_a_debugger_can_attach_again(
    debugged: RunningPlatform, debugged_api: LaptopApi
) -> None:
    """`breakpoint()` in the code stops it too."""
    file = health(debugged)
    before = file.read_text()
    file.write_text(before.replace(ANSWER, f"    breakpoint()\n{ANSWER}"))
    eventually(lambda: "webapp/docs/api.py changed: reloaded" in debugged.said())

    with attached(debugged) as debugger, ThreadPoolExecutor() as pool:
        asked = pool.submit(debugged_api.call, "GET", "/health")
        assert debugger.stopped_in() == "get_health"

        file.write_text(before)
        debugger.go_on()
        assert asked.result().status_code == 200

    assert eventually(lambda: debugged.said().count("webapp/docs/api.py changed: reloaded") == 2)
    assert debugged_api.call("GET", "/health").status_code == 200


def test_an_editor_that_dies_leaves_the_port_for_the_next(
    debugged: RunningPlatform, debugged_api: LaptopApi
) -> None:
    with ThreadPoolExecutor() as pool:
        with attached(debugged, stop_at=ANSWER) as debugger:
            asked = pool.submit(debugged_api.call, "GET", "/health")
            debugger.stopped_in()
            debugger.die()

        with attached(debugged):
            pass
        assert asked.result().status_code == 200


def test_a_stopped_request_has_a_day(debugged: RunningPlatform, debugged_api: LaptopApi) -> None:
    """The function's time-out is the emulator's too, and the app takes its deadline from it."""
    with attached(debugged, stop_at=ANSWER) as debugger, ThreadPoolExecutor() as pool:
        asked = pool.submit(debugged_api.call, "GET", "/health")
        debugger.stopped_in()
        left = debugger.value_of('request.META["apig_wsgi.context"].get_remaining_time_in_millis()')
        debugger.go_on()
        asked.result()

    assert int(left) > 23 * 60 * 60 * 1000

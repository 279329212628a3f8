"""An edit in webapp/ is served at once, and no request fails."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform.api import LaptopApi
from tests.platform.running import RunningPlatform, eventually

ADDED = """

@router.get("/added", auth=None, operation_id="get_added", response=responses({200: Health}))
def get_added(request: HttpRequest) -> HttpResponse:
    \"\"\"Check something else.\"\"\"
    return answer(Health(status="ok"))
"""


@pytest.fixture
def health(platform: RunningPlatform) -> Iterator[Path]:
    """Returns the file that answers /health, and restores it after the test."""
    path = next(path for path in (platform.tree / "webapp").rglob("*.py") if '"ok"' in path.read_text())
    before = path.read_text()
    yield path
    path.write_text(before)
    with LaptopApi(platform.outputs) as api:
        eventually(lambda: status_of(api) == "ok")


def status_of(api: LaptopApi) -> str:
    answer = api.call("GET", "/health")
    return answer.json()["status"] if answer.status_code == 200 else ""


def test_an_edit_is_served_without_a_failed_request(api: LaptopApi, health: Path) -> None:
    answers: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            answers.append(api.call("GET", "/health").status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        health.write_text(health.read_text().replace('"ok"', '"edited"'))
        with LaptopApi(api.outputs) as other:
            eventually(lambda: status_of(other) == "edited")
    finally:
        stop.set()
        asking.join()

    assert set(answers) == {200}


def test_two_edits_of_equal_length_within_a_second_are_both_served(api: LaptopApi, health: Path) -> None:
    good = health.read_text()
    for status in ("v1", "v2"):
        health.write_text(good.replace('"ok"', f'"{status}"'))
        os.utime(health, (1_800_000_000, 1_800_000_000))
        assert eventually(lambda wanted=status: status_of(api) == wanted)


def test_a_syntax_error_answers_502_until_the_next_good_save(
    api: LaptopApi, platform: RunningPlatform, health: Path
) -> None:
    """The request right after that save is answered by its code."""
    good = health.read_text()
    health.write_text("def broken(:\n")
    eventually(lambda: api.call("GET", "/health").status_code == 502)
    assert api.call("GET", "/health").json() == {"message": "Internal Server Error"}
    assert "SyntaxError" in platform.said()

    health.write_text(good)

    assert status_of(api) == "ok"


def test_a_breakpoint_without_a_debugger_is_skipped_and_the_terminal_says_how_to_start_one(
    api: LaptopApi, platform: RunningPlatform, health: Path
) -> None:
    good = health.read_text()
    health.write_text(good.replace('"ok"', '(breakpoint(), "skipped")[1]'))

    eventually(lambda: status_of(api) == "skipped")
    assert f"breakpoint() at {health.relative_to(platform.tree)}:" in platform.said()
    assert "make run DEBUG=5678" in platform.said()


def test_an_edit_by_sed_is_reported_by_the_name_of_the_file_alone(
    api: LaptopApi, platform: RunningPlatform, health: Path
) -> None:
    """sed writes a file of another name first, and renames it."""
    subprocess.run(["sed", "-i", 's/"ok"/"sed"/', str(health)], check=True)

    eventually(lambda: status_of(api) == "sed")
    assert eventually(lambda: re.findall(r"^(.*) changed: reloaded", platform.said(), re.MULTILINE)[-1:]) == [
        str(health.relative_to(platform.tree))
    ]


def test_an_operation_that_is_added_is_reported_with_what_to_do(
    platform: RunningPlatform, health: Path
) -> None:
    health.write_text(health.read_text() + ADDED)

    eventually(lambda: "routes changed (new: GET /api/v1/added): `make openapi`" in platform.said())

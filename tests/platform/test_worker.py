"""The worker gets the tables' changes under its own role until it succeeds, even if the platform ends in between."""

import json
import secrets
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.platform.api import LaptopApi
from tests.platform.aws import aws
from tests.platform.running import RunningPlatform, copy_of_the_tree, eventually

# Records its events and its identity.
WORKER = """
import json, pathlib
import boto3

NOTES = pathlib.Path(__file__).resolve().parents[1] / "notes"

def handler(event, context):
    role = boto3.client("sts").get_caller_identity()["Arn"].split("/")[1]
    for record in event["Records"]:
        note(record, [record["eventName"], *record["dynamodb"]["Keys"].values(), role, context.function_name])

def note(record, words):
    with NOTES.open("a") as notes:
        notes.write(json.dumps(words) + "\\n")
"""
RAISING = WORKER + "    raise ValueError('boom')\n"


class Worked(RunningPlatform):
    """A platform with the test's worker."""

    def __init__(self, tree: Path) -> None:
        super().__init__(tree)
        self.code, self._notes = tree / "webapp" / "worker.py", tree / "notes"

    def notes_of(self, one: str) -> list[list[Any]]:
        """Returns what the worker recorded of an item."""
        text = self._notes.read_text() if self._notes.exists() else ""
        return [note for note in map(json.loads, text.splitlines()) if note[1] == {"S": one}]

    def remove_a_dwipp(self) -> str:
        table, one = aws(self, "dynamodb"), secrets.token_hex(8)
        table.put_item(TableName="storage-dwipps", Item={"id": {"S": one}})
        table.delete_item(TableName="storage-dwipps", Key={"id": {"S": one}})
        return one

    def saved_at(self) -> int:
        return (self.tree / ".local" / "state.json").stat().st_mtime_ns

    def seconds_of_work(self) -> float:
        """Returns the emulator's processor time in seconds."""
        (emulator,) = (pid for pid, line in self.processes().items() if "localcloud.emulator" in line)
        return sum(map(int, Path(f"/proc/{emulator}/stat").read_text().split()[13:15])) / 100

    def edit(self, code: str) -> None:
        """Writes the worker's code, and waits until the platform has loaded it."""
        before = self.said().count("reloaded in")
        self.code.write_text(code)
        eventually(lambda: self.said().count("reloaded in") > before)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = copy_of_the_tree(tmp_path_factory.mktemp("worker") / "dwipper")
    (tree / ".local").mkdir(mode=0o700)
    (tree / ".local" / "seeded").touch()
    (tree / "webapp" / "worker.py").write_text(WORKER)
    return tree


@pytest.fixture(scope="module")
def running(tree: Path) -> Iterator[Worked]:
    with Worked(tree) as platform:
        yield platform


@pytest.fixture
def worked(running: Worked) -> Iterator[Worked]:
    yield running
    if running.code.read_text() != WORKER:
        running.edit(WORKER)


def test_a_deleted_dwipp_reaches_the_worker(worked: Worked) -> None:
    removed = worked.remove_a_dwipp()

    (note,) = eventually(lambda: worked.notes_of(removed))
    assert note == ["REMOVE", {"S": removed}, "worker-role", "worker-function"]


def test_a_new_or_changed_profile_reaches_the_worker(worked: Worked) -> None:
    table, one = aws(worked, "dynamodb"), secrets.token_hex(8)
    for name in ("Ada", "Ada Lovelace"):
        item = {"user_id": {"S": one}, "display_name": {"S": name}}
        table.put_item(TableName="storage-profiles", Item=item)

    eventually(lambda: len(worked.notes_of(one)) == 2)
    assert [note[0] for note in worked.notes_of(one)] == ["INSERT", "MODIFY"]


def test_a_worker_that_raises_gets_the_change_again_until_an_edit_fixes_it(worked: Worked) -> None:
    worked.edit(RAISING)
    removed = worked.remove_a_dwipp()
    eventually(lambda: len(worked.notes_of(removed)) >= 2)

    worked.edit(WORKER)
    last = worked.remove_a_dwipp()

    eventually(lambda: worked.notes_of(last))


def test_a_worker_that_cannot_be_loaded_is_reported_and_the_api_still_works(worked: Worked) -> None:
    worked.edit("def handler(:\n")
    removed = worked.remove_a_dwipp()

    eventually(lambda: "worker-function fails until the next good save" in worked.said())
    with LaptopApi(worked.outputs) as api:
        assert api.call("GET", "/health").status_code == 200

    worked.edit(WORKER)
    assert eventually(lambda: worked.notes_of(removed))


def test_changes_that_are_unprocessed_at_a_kill_are_delivered_at_the_next_start(
    own_tree: Path,
) -> None:
    (own_tree / "webapp" / "worker.py").write_text(RAISING)
    with Worked(own_tree) as platform:
        removed = platform.remove_a_dwipp()
        eventually(lambda: platform.notes_of(removed))
        state = own_tree / ".local" / "state.json"
        eventually(lambda: state.exists() and removed in state.read_text())
        platform.stop(signal.SIGKILL)
        eventually(lambda: not platform.processes())
    (own_tree / "webapp" / "worker.py").write_text(WORKER)
    tried = len(platform.notes_of(removed))

    with Worked(own_tree) as again:
        eventually(lambda: len(again.notes_of(removed)) > tried)
        new = again.remove_a_dwipp()
        eventually(lambda: again.notes_of(new))


def test_an_idle_platform_saves_nothing_and_uses_no_processor(worked: Worked) -> None:
    removed = worked.remove_a_dwipp()
    eventually(lambda: worked.notes_of(removed))

    def idle() -> bool:
        saved, spent = worked.saved_at(), worked.seconds_of_work()
        time.sleep(5)
        return worked.saved_at() == saved and worked.seconds_of_work() - spent < 0.25

    assert eventually(idle)

"""A save is complete, the last one is the newest, and a failed save is reported and retried."""

import errno
import importlib
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localcloud.emulator.mailbox import Mailbox
from localcloud.emulator.ministack import KEPT_SERVICES
from localcloud.emulator.snapshots import Snapshots, reason_of
from localcloud.errors import LocalCloudError


class Numbers:
    """A state of numbers, large enough that writing takes a while."""

    def __init__(self) -> None:
        self.state: dict[str, Any] = {"padding": "x" * 200_000, "last": 0}

    def get_state(self) -> dict[str, Any]:
        return self.state

    def load_persisted_state(self, state: dict[str, Any], /) -> None:
        self.state = state


@pytest.fixture
def numbers() -> Numbers:
    return Numbers()


@pytest.fixture
def snapshots(tmp_path: Path, numbers: Numbers) -> Snapshots:
    return Snapshots(tmp_path / "state.json", {"numbers": numbers}, Mailbox())


def last_in(folder: Path) -> int:
    return int(json.loads((folder / "state.json").read_text())["services"]["numbers"]["last"])


A_DAY = 24 * 60 * 60


def failing(times: int, number: int = errno.ENOSPC) -> Callable[[int], None]:
    """Returns an fsync that fails this many times before it works."""
    left = iter(range(times))

    def fsync(descriptor: int) -> None:
        if next(left, None) is not None:
            raise OSError(number, os.strerror(number))

    return fsync


def test_the_last_save_waits_for_the_child_that_saves(
    snapshots: Snapshots, numbers: Numbers, tmp_path: Path
) -> None:
    for number in range(100):
        numbers.state["last"] = -number
        child = snapshots.fork()
        numbers.state["last"] = number

        snapshots.save()

        assert last_in(tmp_path) == number
        assert reason_of(os.waitpid(child, 0)[1]) == ""


def test_a_child_waits_for_the_one_before(snapshots: Snapshots, numbers: Numbers, tmp_path: Path) -> None:
    children = []
    for number in range(20):
        numbers.state["last"] = number
        children.append(snapshots.fork())

    assert [reason_of(os.waitpid(child, 0)[1]) for child in children] == [""] * 20
    assert last_in(tmp_path) == 19


def test_a_failed_save_keeps_the_previous_one_and_leaves_no_draft(
    snapshots: Snapshots, numbers: Numbers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.save()
    numbers.state["last"] = 1
    monkeypatch.setattr(os, "fsync", failing(1))

    with pytest.raises(OSError, match="No space left"):
        snapshots.save()

    assert last_in(tmp_path) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


def test_a_child_that_fails_reports_why(snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(1))

    assert reason_of(os.waitpid(snapshots.fork(), 0)[1]) == "No space left on device"


def test_a_killed_child_is_reported(snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: signal.pause())
    child = snapshots.fork()
    os.kill(child, signal.SIGKILL)

    assert reason_of(os.waitpid(child, 0)[1]) == "the process that saves was ended by signal 9"


def test_a_state_that_cannot_be_encoded_is_reported_as_a_fault_of_the_emulator(
    snapshots: Snapshots, numbers: Numbers
) -> None:
    numbers.state["last"] = {1, 2}

    assert reason_of(os.waitpid(snapshots.fork(), 0)[1]) == "a fault of the emulator"


def test_a_leftover_draft_does_not_prevent_a_save(snapshots: Snapshots, tmp_path: Path) -> None:
    (tmp_path / "state.draft").write_text("half a st")
    (tmp_path / "state.draft").chmod(0o400)

    snapshots.save()

    assert last_in(tmp_path) == 0


def test_the_last_save_is_retried(
    snapshots: Snapshots, numbers: Numbers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(os, "fsync", failing(2, errno.EIO))
    numbers.state["last"] = 7

    snapshots.save_at_the_end()

    assert last_in(tmp_path) == 7


def test_a_failed_last_save_says_since_when_data_is_lost(
    snapshots: Snapshots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.save()
    os.utime(tmp_path / "state.json", (A_DAY, A_DAY))
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(os, "fsync", failing(99))

    with pytest.raises(LocalCloudError, match=r"\(No space left on device\): all data since 1970"):
        snapshots.save_at_the_end()


def test_a_failed_first_save_says_that_nothing_is_kept(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(os, "fsync", failing(99))

    with pytest.raises(LocalCloudError, match="no data was saved"):
        snapshots.save_at_the_end()


REGIONAL = "__account_region_scoped__"


def scoped(value: object) -> dict[str, Any]:
    return {REGIONAL: True, "data": {"000000000000\x00eu-west-1\x00'it'": value}}


def dynamodb(table: object) -> str:
    return json.dumps({"services": {"dynamodb": {"tables": scoped(table)}}, "mails": []})


def a_table(items: object) -> dict[str, Any]:
    return {"TableName": "it", "KeySchema": [], "AttributeDefinitions": [], "pk_name": "id", "items": items}


@pytest.mark.parametrize(
    "state",
    [
        *(
            "",
            "{",
            "[]",
            "3",
            "null",
            "{}",
            '{"services": {}}',
            '{"services": [], "mails": []}',
            "[" * 100_000,
        ),
        *('{"services": {"dynamodb": []}, "mails": []}', '{"services": {"other": {}}, "mails": []}'),
        *('{"services": {}, "mails": [{"to": 1}]}', '{"services": {}, "mails": {"to": "you"}}'),
        '{"services": {"dynamodb": {"tables": 5}}, "mails": []}',
        '{"services": {"dynamodb": {"later": {}}}, "mails": []}',
        '{"services": {"streams": {"dwipps": 5}}, "mails": []}',
        '{"services": {"streams": {"dwipps": [5]}}, "mails": []}',
        json.dumps({"services": {"cognito": {"user_pools": scoped({"Id": "p", "_users": {}})}}, "mails": []}),
        json.dumps({"services": {"ssm": {"parameters": scoped("secret")}}, "mails": []}),
        *(dynamodb(table) for table in (5, {}, a_table([]), a_table({"1": 5}), a_table({"1": {"2": 5}}))),
        *(dynamodb(a_table({"1": {"2": {"id": value}}})) for value in ("1", {}, {"S": "1", "N": "1"})),
    ],
)
def test_a_state_of_another_format_is_reported_and_not_changed(state: str, tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text(state)
    services = {name: importlib.import_module(f"ministack.services.{name}") for name in KEPT_SERVICES}
    kept: Any = {**services, "streams": Numbers()}

    with pytest.raises(LocalCloudError, match=r"state\.json cannot be read .* `make reset`"):
        Snapshots(file, kept, Mailbox()).load()

    assert file.read_text() == state


def test_a_folder_at_the_states_path_is_reported(tmp_path: Path, numbers: Numbers) -> None:
    (tmp_path / "state.json").mkdir()

    with pytest.raises(LocalCloudError, match="cannot be read"):
        Snapshots(tmp_path / "state.json", {"numbers": numbers}, Mailbox()).load()

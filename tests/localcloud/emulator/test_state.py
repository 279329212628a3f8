"""Data is kept in whichever way the emulator ends."""

import contextlib
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import requests
from botocore.exceptions import BotoCoreError, ClientError

from localcloud.listening import listening
from tests.localcloud.emulator_process import Emulator

LOST_AT_MOST = 10  # seconds


def make_table(dynamodb: Any) -> None:  # noqa: ANN401
    dynamodb.create_table(
        TableName="things",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


def put(dynamodb: Any, number: int) -> None:  # noqa: ANN401
    dynamodb.put_item(TableName="things", Item={"id": {"S": str(number)}})


def kept(dynamodb: Any) -> set[int]:  # noqa: ANN401
    pages = dynamodb.get_paginator("scan").paginate(TableName="things")
    return {int(item["id"]["S"]) for page in pages for item in page["Items"]}


def test_data_is_kept_when_the_parent_ends(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        make_table(emulator.client("dynamodb"))
        put(emulator.client("dynamodb"), 1)
        emulator.client("ssm").put_parameter(Name="/key", Type="SecureString", Value="secret")

    with Emulator(tmp_path) as again:
        assert kept(again.client("dynamodb")) == {1}
        assert (
            again.client("ssm").get_parameter(Name="/key", WithDecryption=True)["Parameter"]["Value"]
            == "secret"
        )
        put(again.client("dynamodb"), 2)


def test_data_is_kept_after_a_normal_stop(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        make_table(emulator.client("dynamodb"))
        put(emulator.client("dynamodb"), 1)
        emulator.process.send_signal(signal.SIGTERM)
        assert emulator.process.wait(timeout=60) == 0

    with Emulator(tmp_path) as again:
        assert kept(again.client("dynamodb")) == {1}


def test_only_its_owner_can_read_the_state(tmp_path: Path) -> None:
    with Emulator(tmp_path):
        pass

    assert stat.S_IMODE(os.stat(tmp_path / "state.json").st_mode) == 0o600


def test_a_save_on_request_is_on_the_disk_when_it_is_answered(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        make_table(emulator.client("dynamodb"))
        for number in range(20):
            put(emulator.client("dynamodb"), number)
            assert requests.post(f"{emulator.url}/_dwipper/save", timeout=60).status_code == 200
            assert f'"{number}"' in (tmp_path / "state.json").read_text()
        emulator.kill()


def test_a_save_on_request_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "state.draft" / "in the way").mkdir(parents=True)
    with Emulator(tmp_path) as emulator:
        answer = requests.post(f"{emulator.url}/_dwipper/save", timeout=60)
        emulator.kill()

    assert (answer.status_code, answer.json()) == (500, {"fault": "Is a directory"})


def test_five_kills_during_writes_never_lose_saved_data(tmp_path: Path) -> None:
    saved: set[int] = set()
    for life in range(5):  # `make bench-kills` does twenty
        with Emulator(tmp_path) as emulator:
            if life:
                assert saved <= kept(emulator.client("dynamodb"))
            else:
                make_table(emulator.client("dynamodb"))
            saved |= save_until_killed(emulator, first=life * 1_000_000)
    with Emulator(tmp_path) as again:
        assert saved <= kept(again.client("dynamodb"))


def save_until_killed(emulator: Emulator, *, first: int) -> set[int]:
    """Writes and saves until the emulator is killed, within a second of its first save. Returns what was saved."""
    dynamodb = emulator.client("dynamodb")
    killer = threading.Timer(random.random(), emulator.kill)
    saved: set[int] = set()
    with contextlib.suppress(BotoCoreError, ClientError, requests.RequestException):
        while True:
            put(dynamodb, first + len(saved))
            requests.post(f"{emulator.url}/_dwipper/save", timeout=60).raise_for_status()
            saved.add(first + len(saved))
            if len(saved) == 1:
                killer.start()
    killer.join()
    return saved


def test_writes_are_answered_during_saves_and_a_kill_loses_at_most_the_last_seconds(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        dynamodb = emulator.client("dynamodb")
        make_table(dynamodb)
        written: list[float] = []
        ends = time.monotonic() + LOST_AT_MOST + 2
        while time.monotonic() < ends:
            put(dynamodb, len(written))
            written.append(time.monotonic())
        assert kept(dynamodb) == set(range(len(written)))
        emulator.kill()
    killed = time.monotonic()

    with Emulator(tmp_path) as again:
        old = {number for number, at in enumerate(written) if at < killed - LOST_AT_MOST}
        assert old <= kept(again.client("dynamodb"))


def test_an_unreadable_state_is_reported_and_not_changed(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("{ not json")

    done = run(tmp_path)

    assert done.returncode == 1
    assert "state.json cannot be read" in done.stderr
    assert "make reset" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "state.json").read_text() == "{ not json"


def run(state: Path) -> subprocess.CompletedProcess[str]:
    """Runs the emulator until it ends by itself."""
    with listening() as listener:
        return subprocess.run(
            [
                *(sys.executable, "-m", "localcloud.emulator", "--listener", str(listener.fileno())),
                *("--state", str(state), "--region", "eu-west-1"),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.PIPE,
            pass_fds=[listener.fileno()],
            env={**os.environ, "DWIPPER_EMULATOR_SECRET": "secret"},
        )

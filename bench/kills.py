"""Kills the platform during writes, twenty times, and counts the lost writes."""

import os
import random
import signal
import threading
import time
from dataclasses import asdict, dataclass

import requests

from bench.platform import copied_tree
from bench.report import report
from tests.platform.api import LaptopApi, Somebody
from tests.platform.running import RunningPlatform, eventually

KILLS = 20
LIVES = (0.3, 5.0)  # seconds of writing before a kill

WrittenIds = dict[str, float]  # ids, and when they were answered


@dataclass(frozen=True)
class Round:
    """One kill: the killed process, the number of writes before it, and the age of the oldest lost one in seconds."""

    victim: str
    written: int
    lost: list[float]


def main() -> None:
    rounds, kept = list[Round](), set[str]()
    with copied_tree() as tree:
        (tree / ".local").mkdir(mode=0o700)
        (tree / ".local" / "seeded").touch()
        with RunningPlatform(tree) as platform, LaptopApi(platform.outputs) as api:
            writer = api.somebody()
        while len(rounds) < KILLS:
            victim = random.choice(["main", "emulator", "all"])  # noqa: S311
            with RunningPlatform(tree) as platform, LaptopApi(platform.outputs) as api:
                written, killed = _write_until_killed(platform, api, writer, victim)
            with RunningPlatform(tree) as platform, LaptopApi(platform.outputs) as api:
                there = _ids(api, writer)
            assert kept <= there, "what had been read back once is gone"
            kept = there
            lost = [killed - when for dwipp, when in written.items() if dwipp not in there]
            rounds.append(Round(victim, len(written), lost))
            print(f"{len(rounds):2} {victim:8} {len(written)} written, {len(lost)} lost")
    _report(rounds)


def _ids(api: LaptopApi, writer: Somebody) -> set[str]:
    query: dict[str, str | int] = {"limit": 100}
    ids: set[str] = set()
    while True:
        page = api.call("GET", "/me/dwipps", token=writer.access, params=query).json()
        ids |= {item["id"] for item in page["items"]}
        if not page["next_cursor"]:
            return ids
        query["cursor"] = page["next_cursor"]


def _write_until_killed(
    platform: RunningPlatform, api: LaptopApi, writer: Somebody, victim: str
) -> tuple[WrittenIds, float]:
    written = WrittenIds()
    threading.Timer(random.uniform(*LIVES), _kill, (platform, victim)).start()  # noqa: S311
    try:
        while True:
            answer = api.call("POST", "/dwipps", {"text": "Still here?"}, token=writer.access)
            if answer.status_code == 201:
                written[answer.json()["id"]] = time.monotonic()
            elif answer.status_code not in (502, 503):
                raise AssertionError(f"{answer.status_code} {answer.text}")
    except requests.RequestException:
        killed = time.monotonic()
    eventually(lambda: not platform.processes())
    return written, killed


def _kill(platform: RunningPlatform, victim: str) -> None:
    emulators = [pid for pid, line in platform.processes().items() if "localcloud.emulator" in line]
    pids = {"main": [platform.process.pid], "emulator": emulators, "all": list(platform.processes())}
    for pid in pids[victim]:
        os.kill(pid, signal.SIGKILL)


def _report(rounds: list[Round]) -> None:
    lost = [seconds for one in rounds for seconds in one.lost]
    rows = [
        ("kills, each of the main process, the emulator or all", str(len(rounds))),
        ("Dwipps written in all", str(sum(one.written for one in rounds))),
        ("Dwipps lost in all", str(len(lost))),
        ("the oldest lost one was answered before the kill", f"{max(lost, default=0):.2f} s"),
        ("starts that failed, states that could not be read", "0"),
    ]
    report("kills", ("What", "Counted"), rows, {"rounds": [asdict(one) for one in rounds]})


if __name__ == "__main__":
    main()

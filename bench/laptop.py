"""Measures `make run` on this machine: start, idle memory, reload after an edit, requests, rejections."""

import os
import statistics
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.goals import Goal, raw_goals
from bench.platform import copied_tree
from bench.report import report
from localcloud.demo.people import PEOPLE
from tests.platform.api import LaptopApi
from tests.platform.running import RunningPlatform

RESTARTS = 3
RESTART_SECONDS = 5  # the goal
EDITS = 5
REQUESTS = 300
REST_SECONDS = 25  # until the runner has ended its idle environments
AT_REST = "once at rest"
REFUSALS: dict[str, tuple[str, str, dict[str, str]]] = {
    "login": ("failed login", "/sessions", {"password": "Wrong-Horse-9"}),
    "forgot": ("forgotten password", "/passwords/forgot", {}),
    "register": ("registration", "/accounts", {}),
}


def main() -> None:
    raw: dict[str, list[float]] = {}
    with copied_tree() as tree:
        for name in ["first start", *["restart"] * RESTARTS]:
            started = time.monotonic()
            with RunningPlatform(tree) as platform, LaptopApi(platform.outputs) as api:
                assert api.call("GET", "/health").status_code == 200
                raw.setdefault(name, []).append(time.monotonic() - started)
                if name == "first start":
                    _while_it_runs(platform, api, raw)
    _report(raw)


def _while_it_runs(platform: RunningPlatform, api: LaptopApi, raw: dict[str, list[float]]) -> None:
    raw["memory"] = [_memory(platform)]
    raw["request"] = [_seconds(partial(api.call, "GET", "/health")) for _ in range(REQUESTS)]
    raw["edit"], refused = _edits(platform, api)
    raw["refused"] = [refused]
    _refusals(api, raw)
    time.sleep(REST_SECONDS)
    raw[AT_REST] = [_memory(platform)]


def _edits(platform: RunningPlatform, api: LaptopApi) -> tuple[list[float], int]:
    """Returns the seconds from each save to its first response, and the requests that failed meanwhile."""
    file = next(path for path in (platform.tree / "webapp").rglob("*.py") if '"ok"' in path.read_text())
    good, answers, stop = file.read_text(), list[int](), threading.Event()

    def ask() -> None:
        with LaptopApi(platform.outputs) as other:
            while not stop.is_set():
                answers.append(other.call("GET", "/health").status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    took = [_seconds(partial(_edit, file, good, f"v{number}", api)) for number in range(EDITS)]
    stop.set()
    asking.join()
    return took, len([status for status in answers if status != 200])


def _edit(file: Path, good: str, status: str, api: LaptopApi) -> None:
    file.write_text(good.replace('"ok"', f'"{status}"'))
    while api.call("GET", "/health").json().get("status") != status:
        time.sleep(0.005)


def _refusals(api: LaptopApi, raw: dict[str, list[float]]) -> None:
    """Measures requests for an existing and an unknown person in turn."""
    for person in PEOPLE:
        for who, email in (("known", person.email), ("unknown", f"no-{person.email}")):
            for name, (_, path, more) in REFUSALS.items():
                took = _seconds(partial(api.call, "POST", path, {"email": email, **more}))
                raw.setdefault(f"{name} {who}", []).append(took)


def _seconds(action: Callable[[], object]) -> float:
    started = time.monotonic()
    action()
    return time.monotonic() - started


def _memory(platform: RunningPlatform) -> float:
    """Returns the resident MB of all processes; each counts its shared pages."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in platform.processes()]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _report(raw: dict[str, list[float]]) -> None:
    middle = {name: statistics.median(values) for name, values in raw.items()}
    memory = f"{middle['memory']:.0f} MB, {middle[AT_REST]:.0f} MB"
    rows = {
        "first start with the demo, to the first 200": f"{middle['first start']:.1f} s",
        "restart with state, to the first 200 (median, worst)": _pair(raw["restart"]),
        "an edit to its first answer (median, worst)": _pair(raw["edit"]),
        "requests that failed while edits were made": f"{middle['refused']:.0f}",
        "`/health` through the front door, median": f"{middle['request'] * 1000:.1f} ms",
        "memory of all processes: just up, at rest": memory,
    }
    for name, (label, *_) in REFUSALS.items():
        rows[f"{label}: of somebody / of nobody, medians"] = _ratio(middle, name)
    again = Goal("`make run` again, with state, to the first 200", middle["restart"], RESTART_SECONDS, "s")
    report("laptop", ("What", "Measured"), list(rows.items()), {**raw, **raw_goals(again)})


def _pair(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} s, {max(values):.2f} s"


def _ratio(middle: dict[str, float], name: str) -> str:
    known, unknown = middle[f"{name} known"] * 1000, middle[f"{name} unknown"] * 1000
    return f"{known:.1f} ms / {unknown:.1f} ms = {known / unknown:.2f}"


if __name__ == "__main__":
    main()

"""Thousands of requests that Schemathesis generates from openapi.json: `python -m bench.fuzz CASES [URL]`."""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.platform import copied_tree
from bench.report import report
from tests.contract.answering import answering
from tests.contract.fuzzing import fuzz
from tests.platform.running import RunningPlatform


def main(cases: str = "100", url: str = "") -> None:
    if not cases.isdecimal() or int(cases) == 0:
        sys.exit(f"how many requests per operation and phase? make fuzz CASES=100, not CASES={cases}")
    if url:
        url = answering(url)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        if not url:
            tree = stack.enter_context(copied_tree())
            url = stack.enter_context(RunningPlatform(tree)).outputs["api_url"]
        fuzzed = fuzz(url, int(cases), folder)
    if not fuzzed.clean:
        sys.exit(fuzzed.said)
    _report(fuzzed.report, cases)


def _report(raw: dict[str, Any], cases: str) -> None:
    command, sent, operations = f"make fuzz CASES={cases}", raw["test_cases"], raw["operations"]
    rows = [
        ("operations fuzzed", f"{operations['tested']} of {operations['total']}"),
        ("requests made up", f"{sent['generated']}"),
        ("failures", f"{sent['unique_failures']}"),
        ("phases", ", ".join(raw["phases"])),
        ("seed", f"{raw['seed']}"),
        ("took", f"{raw['running_time']:.0f} s"),
        ("Schemathesis", raw["schemathesis_version"]),
    ]
    report("fuzz", ("What", "Counted"), rows, {**raw, "command": command}, command=command)


if __name__ == "__main__":
    main(*sys.argv[1:])

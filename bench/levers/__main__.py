"""`python -m bench.levers [ROUNDS]`: new processes with each lever off in turn, in a rotating order."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.levers.levers import LEVERS, WHOLE
from bench.levers.table import HEADER, OFF, ON, rows
from bench.report import report
from infra.bundle.build import bundle
from tests.bundle.machine import THIS_MACHINE, copy_of_what_is_built, unpacked
from webapp.environment import variable_names

PROBE = Path(__file__).with_name("probe.py")
ROUNDS = 25


def main(rounds: int = ROUNDS) -> None:
    with tempfile.TemporaryDirectory(prefix="levers-") as folder:
        starts = dict(_starts(Path(folder)))
        raw: dict[str, list[float]] = {name: [] for name in starts}
        for number in range(rounds + 1):
            for name, command in starts.items():
                took = _milliseconds(command)
                if number:  # the first warms the disk's cache
                    raw[name].append(took)
    medians = {name: statistics.median(values) for name, values in raw.items()}
    report("levers", HEADER, rows(medians, 0), raw)


def _starts(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Returns the command of each variant, by name."""
    task = unpacked(bundle(copy_of_what_is_built(folder / "tree"), THIS_MACHINE), folder / "task")
    everything = [one.change for one in LEVERS]
    preludes = "".join(one.prelude for one in LEVERS)
    yield ON, _command(task, "")
    for number, lever in enumerate(LEVERS):
        copy = shutil.copytree(task, folder / str(number))
        lever.change(copy)
        yield lever.name, _command(copy, lever.prelude)
    copy = shutil.copytree(task, folder / "none")
    for change in everything:
        change(copy)
    yield OFF, _command(copy, preludes)


def _command(task: Path, prelude: str) -> list[str]:
    """Returns the command. boto3 is not in the zip, so this machine's is used."""
    more = f"import sys\nsys.path.append({str(WHOLE.parent)!r})\n" if "boto3" in prelude else ""
    return [sys.executable, "-S", str(PROBE), str(task), more + prelude]


def _milliseconds(command: list[str]) -> float:
    environment = {
        **dict.fromkeys(variable_names(), "1"),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_REGION": "eu-west-1",
        "ORIGIN_SECRET_SHA256": "none",
        "AWS_SECRET_ACCESS_KEY": "test",
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",  # as Lambda's read-only folder
    }
    done = subprocess.run(  # noqa: S603  commands of ours
        command, env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

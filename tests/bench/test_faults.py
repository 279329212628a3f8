"""The page has the faults of every operation, every change of a table and every job."""

from collections.abc import Sequence

from bench.report import PAGE
from tests.faults.changes import CHANGES, JOBS
from tests.faults.scenarios import SCENARIOS
from tests.faults.trials import Runnable

SCENES: Sequence[Runnable] = [*SCENARIOS, *CHANGES, *JOBS]


def test_the_page_has_the_faults_of_every_operation() -> None:
    page, operations = PAGE.read_text(encoding="utf-8"), {scene.operation for scene in SCENES}

    assert {one for one in operations if f"| {one} | " not in page} == set(), (
        "write them with `make bench-faults`, which takes a quarter of an hour"
    )

"""The page has the faults of every operation, every change of a table and every job."""

from bench.report import PAGE
from tests.faults.changes import CHANGES, JOBS
from tests.faults.scenarios import SCENARIOS


def test_the_page_has_the_faults_of_every_operation() -> None:
    page, operations = (
        PAGE.read_text(encoding="utf-8"),
        {one.operation for one in (*SCENARIOS, *CHANGES, *JOBS)},
    )

    assert {one for one in operations if f"| {one} | " not in page} == set(), (
        "write them with `make bench-faults`, which takes a quarter of an hour"
    )

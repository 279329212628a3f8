"""A cold start is short, and its optimisations change no behaviour."""

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import setting_changed
from django.http import HttpResponse

from webapp.contract.openapi import contract

ROOT = Path(__file__).resolve().parents[2]
REPORT = """
import gc, importlib, json, sys, time
importlib.import_module({entry!r})
names = ["boto3", "django.test", "django.test.signals", "s3transfer", "sqlparse", "unittest"]
from webapp.aws.tables import connection
print(json.dumps({{
    "imported": [name for name in names if name in sys.modules],
    "collecting": gc.isenabled(),
    "frozen": gc.get_freeze_count() > 10_000,
    "client": connection._client is not None,
    "zone": time.tzname[0],
}}))
"""


def report_of(entry: str) -> Any:  # noqa: ANN401  any JSON
    done = subprocess.run(
        [sys.executable, "-c", REPORT.format(entry=entry)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entry", "reads_tables"), [("webapp.handler", True), ("webapp.jobs", True), ("webapp.worker", False)]
)
def test_an_entry_point_imports_only_what_it_needs_and_prints_nothing(entry: str, reads_tables: bool) -> None:
    assert report_of(entry) == {
        "imported": [],
        "collecting": True,
        "frozen": True,
        "client": reads_tables,
        "zone": "UTC",
    }


def test_the_signal_that_ninja_takes_from_the_test_tools_is_djangos_own() -> None:
    """If it is another one, or Ninja uses more of them, `webapp/start.py` must change."""
    import ninja.conf
    from django.test import signals

    assert signals.setting_changed is setting_changed
    assert ninja.conf.setting_changed is setting_changed  # type: ignore[attr-defined]
    taken = [line for line in inspect.getsource(ninja.conf).splitlines() if "django.test" in line]
    assert taken == ["from django.test.signals import setting_changed"]


def test_every_view_answers_with_a_response_that_is_rendered_already() -> None:
    """So Ninja validates no response: it has no response models. See `webapp/http/router.py`."""
    from webapp.api import api

    routers = api._get_bound_routers()
    views = [
        one.view_func
        for router in routers
        for path in router.path_operations.values()
        for one in path.operations
    ]

    assert len(views) == sum(map(len, contract()["paths"].values()))
    assert {inspect.get_annotations(view, eval_str=True)["return"] for view in views} == {HttpResponse}

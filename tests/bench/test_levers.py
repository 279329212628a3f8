"""Each switch turns off its lever, and a table shows the effect of each."""

import json
import subprocess
import sys
from collections.abc import Iterable

import pytest

from bench.cold.environment import DWIPPER, LAMBDA
from bench.levers.cold_levers import COLD_LEVERS
from bench.levers.table import ON, rows
from bench.levers.warm_levers import WARM_LEVERS
from tests.bundle.machine import ROOT

STATE = """
import gc, json
from contextlib import suppress
from threading import get_ident
import webapp.handler
from botocore.parsers import JSONParser
from django.core.signals import request_started
from pydantic import BaseModel
from pynamodb.models import Model
from webapp.aws.item_parser import ItemParser
from webapp.dwipps.feed import in_parallel
from webapp.aws.tables import Table, connection

sent = {}
def keep(request, **_):
    sent.update(request.headers)
    raise LookupError
connection.client.meta.events.register("before-send", keep)
with suppress(LookupError):
    connection.client.list_tables()
threads = in_parallel([get_ident, get_ident])
print(json.dumps([
    gc.get_freeze_count() > 0,
    ItemParser._handle_map != JSONParser._handle_map,
    Table.from_raw_data.__func__ != Model.from_raw_data.__func__,
    "Dwipper" in str(sent["User-Agent"]),
    type(connection.client._serializer).__name__ != "ParamValidationDecorator",
    threads[0] == get_ident(),
    threads[1] != get_ident(),
    "Connection" not in sent,
    not request_started.has_listeners(),
    BaseModel.model_dump_json.__module__ == "pydantic.main",
]))
"""
AT_ONCE = "reads at once (`webapp/aws/parallel.py`)"


def test_the_app_starts_without_the_levers_of_a_cold_start() -> None:
    _output("".join(one for one in COLD_LEVERS.values() if isinstance(one, str)) + "import webapp.handler")


def test_each_lever_of_a_warm_request_is_on_by_default() -> None:
    assert _on(off=()) == list(WARM_LEVERS)


@pytest.mark.parametrize(
    "off", [{AT_ONCE}, WARM_LEVERS.keys() - {AT_ONCE}], ids=["reads at once", "the others"]
)
def test_each_lever_of_a_warm_request_is_switched_off_by_its_own_code(off: set[str]) -> None:
    assert _on(off) == [name for name in WARM_LEVERS if name not in off]


def test_a_levers_value_is_the_time_that_is_added_without_it() -> None:
    assert rows({ON: 2.0, "bytecode": 3.0}, digits=1) == [
        (ON, "2.0", "", ""),
        ("bytecode", "3.0", "+1.0", "1.50"),
    ]


def _on(off: Iterable[str]) -> list[str]:
    """Returns the levers that are on in a process of the app with others switched off."""
    preludes = [code for name, code in WARM_LEVERS.items() if name in off]
    works = json.loads(_output("\n".join([*preludes, STATE])))
    return [name for name, is_on in zip(WARM_LEVERS, works, strict=True) if is_on]


def _output(code: str) -> str:
    command, environment = [sys.executable, "-c", code], {**LAMBDA, **DWIPPER}
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout

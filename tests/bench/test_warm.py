"""A function runs in its own process after a prelude. AWS's answers may come from a cache."""

from pathlib import Path

import pytest

from bench.cold.process import HandlerProcess
from bench.warm.comparisons import REMEMBERING, compare
from bench.warm.times import RequestTimes, by_function

CLIENT = """
class BaseClient:
    calls = 0
    def _make_api_call(self, operation, parameters):
        BaseClient.calls += 1
        return {"number": BaseClient.calls}
"""
APP = """
import json
from botocore.client import BaseClient
client = BaseClient()
def handler(event, context):
    calls = [client._make_api_call(*call)["number"] for call in event["calls"]]
    return {"statusCode": 200, "body": json.dumps(calls)}
"""


@pytest.fixture
def task(tmp_path: Path) -> Path:
    """A function that makes the calls of its event, and returns the number of each real call."""
    (tmp_path / "botocore").mkdir()
    (tmp_path / "botocore" / "client.py").write_text(CLIENT)
    (tmp_path / "app.py").write_text(APP)
    return tmp_path


def test_without_a_prelude_each_call_is_made(task: Path) -> None:
    get = ["GetItem", {"TableName": "dwipps"}]
    with HandlerProcess(task, "app", {}) as function:
        assert function.ask([{"calls": [get, get]}]).body == [1, 2]


def test_a_call_of_each_kind_is_made_once_and_cached(task: Path) -> None:
    query = ["Query", {"TableName": "dwipps", "IndexName": "feed"}]
    kinds = [query, ["Query", {"TableName": "dwipps"}], ["Query", {"TableName": "upvotes"}], ["PutItem", {}]]
    with HandlerProcess(task, "app", {}, REMEMBERING) as function:
        assert function.ask([{"calls": [*kinds, *kinds]}]).body == [1, 2, 3, 4, 1, 2, 3, 4]


def test_times_by_operation_are_reported_by_function() -> None:
    feed, create = RequestTimes([[1.0]]), RequestTimes([[2.0]])
    assert by_function({"feed": {"ours": feed}, "create": {"ours": create}}) == {
        "ours": {"feed": feed, "create": create}
    }


def test_a_slow_round_does_not_change_the_ratio() -> None:
    ours = RequestTimes([[1.0, 1.0], [9.0, 9.0], [9.0, 9.0]])
    its = RequestTimes([[2.0, 2.0], [18.0, 18.0], [2.0, 2.0]])

    assert ours.of(its) == 0.5


def test_pages_are_equal_except_for_the_format_of_cursors() -> None:
    compare("feed", [{"items": [1], "next_cursor": "a"}, {"items": [1], "next_cursor": "b"}])
    with pytest.raises(SystemExit):
        compare("feed", [{"items": [1], "next_cursor": "a"}, {"items": [1], "next_cursor": None}])
    with pytest.raises(SystemExit):
        compare("feed", [{"items": [1]}, {"items": [2]}])


def test_other_answers_have_the_same_fields() -> None:
    compare("create", [{"id": 1}, {"id": 2}])
    with pytest.raises(SystemExit):
        compare("create", [{"id": 1}, {"code": 2}])

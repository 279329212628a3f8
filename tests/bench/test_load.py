"""The load generator sends the requests that it reports."""

import runpy
from collections.abc import Sequence
from pathlib import Path

from bench.load.client import SentRequest
from bench.load.figures import LABELS, Rounds, figures
from bench.load.handler_times import HEADER, send_handler_times
from bench.load.plans import CLIENTS, Plans

TOKENS = ["token-0", "token-1"]
DWIPPS = [f"dwipp-{number}" for number in range(40)]


def measured(took: Sequence[tuple[float, float]]) -> dict[str, dict[int, Rounds]]:
    """Returns requests with a duration and the handler's share of it, in milliseconds."""
    sent = [SentRequest(ms, handler_ms, handler_ms / 2, 200, 100) for ms, handler_ms in took]
    return dict.fromkeys(LABELS, dict.fromkeys(CLIENTS, [(len(sent) / 200, sent)]))


def test_no_upvote_is_repeated_and_concurrent_upvotes_have_different_dwipps() -> None:
    paths = [(one.token, one.path) for one in Plans(TOKENS, DWIPPS).take("upvote", 80)]
    assert len(set(paths)) == 80
    assert len({path for _, path in paths[: max(CLIENTS)]}) == max(CLIENTS)


def test_anonymous_requests_carry_no_token() -> None:
    plans = Plans(TOKENS, DWIPPS)
    assert [one.token for one in plans.take("health", 1)] == [""]
    assert [one.token for one in plans.take("feed", 3)] == ["token-0", "token-1", "token-0"]


def test_the_handlers_time_is_subtracted_from_each_request() -> None:
    found = figures(measured([(12, 8), (112, 108), (13, 9)]))
    assert found["less_handler_ms"]["feed"] == 4
    assert found["handler"]["feed"] == {"requests": 3, "p50_ms": 9, "cpu_ms": 4.5, "body_bytes": 100}


def test_percentiles_are_computed_over_all_rounds() -> None:
    found = figures(measured([(12, 8)] * 97 + [(112, 108)] * 3))
    cell = {"requests": 100, "p50_ms": 12, "p95_ms": 12, "p99_ms": 112, "per_second": 200}
    assert found["cells"]["feed"]["8"] == cell


def test_the_timed_handler_adds_only_a_header(tmp_path: Path) -> None:
    file = tmp_path / "webapp" / "handler.py"
    file.parent.mkdir()
    file.write_text("def handler(event, context):\n    return {'statusCode': event, 'headers': {}}\n")
    send_handler_times(tmp_path)
    answer = runpy.run_path(str(file))["handler"](204, None)
    ms, cpu_ms = answer["headers"].pop(HEADER).split()
    assert float(ms) >= 0
    assert float(cpu_ms) >= 0
    assert answer == {"statusCode": 204, "headers": {}}

"""Each log line of a request has its id. The last one has the response, and nothing about the person."""

import json
import logging
from collections.abc import Iterator

import pytest

from tests.webapp.events import REQUEST_ID, answer_to, call, make_claims, make_event
from webapp.logs import EachLine, JsonFormatter, _formatter, log_of_request

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def lines() -> Iterator[list[logging.LogRecord]]:
    """Returns the app's log records, completed by its filter."""
    kept: list[logging.LogRecord] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(record)

    keeper, app = Keeper(logging.INFO), logging.getLogger("webapp")
    keeper.addFilter(EachLine())
    level = app.level
    app.addHandler(keeper)
    app.setLevel(logging.INFO)
    yield kept
    app.setLevel(level)
    app.removeHandler(keeper)


def test_an_answer_is_a_line_with_id_operation_status_and_milliseconds(
    lines: list[logging.LogRecord],
) -> None:
    call("GET", "/dwipps")

    (line,) = [json.loads(JsonFormatter().format(record)) for record in lines]
    assert line["gatewayRequestId"] == REQUEST_ID
    assert (line["operation"], line["status"]) == ("GET /api/v1/dwipps", 200)
    assert line["message"] == f"GET /api/v1/dwipps: 200 in {line['milliseconds']} ms"


def test_a_log_line_of_another_thread_has_its_requests_id(lines: list[logging.LogRecord]) -> None:
    from webapp.aws.parallel import in_parallel

    log = logging.getLogger("webapp.test").warning
    with log_of_request(make_event()) as answer:
        in_parallel([lambda: log("one"), lambda: log("two")])
        answer["statusCode"] = 200

    assert {record.gatewayRequestId for record in lines} == {REQUEST_ID}  # type: ignore[attr-defined]


def test_a_log_line_outside_a_request_has_no_request_id(lines: list[logging.LogRecord]) -> None:
    logging.getLogger("webapp.test").warning("one")

    assert json.loads(JsonFormatter().format(lines[0]))["gatewayRequestId"] == ""


def test_neither_email_nor_token_nor_query_is_logged(lines: list[logging.LogRecord]) -> None:
    event = make_event(
        method="POST",
        path="/sessions",
        body=json.dumps({"email": "ada@example.org"}),
        claims=make_claims(),
        headers={"authorization": "Bearer secret-token", "content-type": "application/json"},
        query="email=ada@example.org",
    )
    answer_to(event)

    logged = "".join(JsonFormatter().format(record) for record in lines)
    assert "POST /api/v1/sessions: 422" in logged
    assert "ada@" not in logged
    assert "secret-token" not in logged


def test_logs_are_text_if_lambda_is_set_to_text(monkeypatch: pytest.MonkeyPatch) -> None:
    record = logging.LogRecord("webapp", logging.WARNING, "", 0, "Cognito could not", None, None)
    EachLine().filter(record)

    monkeypatch.setenv("AWS_LAMBDA_LOG_FORMAT", "Text")

    assert _formatter().format(record) == "WARNING webapp: Cognito could not (request )"

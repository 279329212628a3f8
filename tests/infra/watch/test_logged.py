"""The log filters of alarms match the real log lines."""

import json
import logging

import pytest
from botocore.exceptions import ClientError
from django.http import HttpRequest

from tests.infra.watch.lines import access_line, app_line
from tests.infra.watch.log_filters import counted, matches
from tests.infra.watch.metrics import key
from tests.infra.watch.stacks import WatchedStack, stack_named
from webapp.accounts.cognito_errors import (
    CHANGE,
    CODE,
    FORGOT,
    RESEND,
    RESET,
    SIGN_UP,
    Meanings,
    meaning,
)
from webapp.accounts.errors import InvalidCodeError, TooManyRequestsError
from webapp.api import api
from webapp.logs import EachLine, JsonFormatter

VERSION = "7"
DOCUMENTED = json.dumps(
    {
        "eventType": "UpdateTrail",
        "sourceIPAddress": "111.111.111.111",
        "arrayKey": ["value", "another value"],
        "id": 1,
    }
)


class RuntimesFormatter(logging.Formatter):
    """Formats a record like Lambda's runtime: its level, its message, and each attribute that was added to it.

    awslambdaric 4.2.2, lambda_runtime_log_utils.py, JsonFormatter.
    """

    def format(self, record: logging.LogRecord) -> str:
        usual = vars(logging.makeLogRecord({}))
        added = {
            name: value for name, value in vars(record).items() if name not in usual and name != "message"
        }
        return json.dumps({"level": record.levelname, "message": record.getMessage(), **added}, default=str)


@pytest.fixture(params=[JsonFormatter, RuntimesFormatter])
def formatter(request: pytest.FixtureRequest) -> logging.Formatter:
    made: logging.Formatter = request.param()
    return made


@pytest.fixture(scope="module")
def stack() -> WatchedStack:
    return stack_named("staging")


def line_of(
    error: Exception,
    formatter: logging.Formatter,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """Returns the line that the API logs for an error in Lambda."""
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_VERSION", VERSION)
    api.on_exception(HttpRequest(), error)
    (record,) = caplog.records
    EachLine().filter(record)
    return formatter.format(record)


def refusal(code: str, operation: str = "SignUp", words: str = "Exceeded daily email limit") -> ClientError:
    response = {"Error": {"Code": code, "Message": words}, "ResponseMetadata": {}}
    return ClientError(response, operation)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "met"),
    [
        ('{ $.eventType = "UpdateTrail" }', True),
        ('{ $.eventType = "Update" }', False),
        ('{ $.eventType = "Update*" }', True),
        ('{ $.eventType = "*Trail" }', True),
        ('{ $.eventType = "*date*" }', True),
        ('{ $.eventType = "*" }', True),
        ('{ $.sourceIPAddress = "111x111*" }', False),
        ('{ $.missing = "*" }', False),
        ('{ $.arrayKey = "*value*" }', False),
        ('{ $.id = "1" && $.eventType = "UpdateTrail" }', True),
        ('{ $.id = "2" && $.eventType = "UpdateTrail" || $.id = "1" }', True),
        ('{ $.id = "1" || $.id = "2" && $.eventType = "x" }', True),
    ],
)
def test_a_pattern_matches_as_documented(pattern: str, met: bool) -> None:
    assert matches(pattern, DOCUMENTED) is met


def test_the_gateways_log_line_has_what_counts_as_rejected(stack: WatchedStack) -> None:
    log_filter = stack.log_filters["TurnedAway"]
    statuses = [
        status for status in (200, 404, 422, 429, 500, 503) if counted(log_filter, access_line(status))
    ]

    assert statuses == [429]
    assert log_filter["logGroupName"] == "/aws/vendedlogs/dwipper/staging/access"


@pytest.mark.parametrize("error", [refusal("AccessDeniedException", "PutItem"), ZeroDivisionError()])
def test_an_error_that_the_api_answers_is_counted_for_the_version_that_logs_it(
    stack: WatchedStack,
    error: Exception,
    formatter: logging.Formatter,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = line_of(error, formatter, caplog, monkeypatch)

    assert counted(stack.log_filters["Errors"], line) == (
        key("dwipper/staging", "Errors", {"FunctionVersion": VERSION}),
        1,
    )


def refuse(meanings: Meanings, error: ClientError) -> None:
    """Makes Cognito reject a call whose error the API hides."""

    def call() -> None:
        raise error

    with meaning(meanings):
        call()


@pytest.mark.parametrize("meanings", [SIGN_UP, RESEND, FORGOT])
@pytest.mark.parametrize(
    "code", ["LimitExceeded", "CodeDeliveryFailure", "InvalidEmailRoleAccessPolicy", "InvalidLambdaResponse"]
)
def test_a_mail_that_cognito_cannot_send_is_counted(
    meanings: Meanings,
    code: str,
    stack: WatchedStack,
    formatter: logging.Formatter,
    caplog: pytest.LogCaptureFixture,
) -> None:
    refuse(meanings, refusal(f"{code}Exception"))
    (record,) = caplog.records

    assert counted(stack.log_filters["MailsUnsent"], formatter.format(record))


@pytest.mark.parametrize(
    ("meanings", "meant"),
    [(CODE, InvalidCodeError), (RESET, InvalidCodeError), (CHANGE, TooManyRequestsError)],
)
def test_a_throttled_mail_is_not_counted(
    meanings: Meanings, meant: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(meant), meaning(meanings):
        raise refusal("LimitExceededException")
    refuse(
        FORGOT, refusal("LimitExceededException", words="Attempt limit exceeded, please try after some time.")
    )

    assert caplog.records == []


def test_lines_below_error_or_without_a_version_are_not_counted(stack: WatchedStack) -> None:
    errors = stack.log_filters["Errors"]

    assert counted(errors, app_line("slow", VERSION))
    assert not counted(errors, app_line("slow", VERSION, level="WARNING"))
    assert not counted(errors, app_line("slow", ""))

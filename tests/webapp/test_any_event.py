"""Any event gets a response with 2xx, 4xx or 503, valid JSON if it is declared so, and no error is logged."""

import json
import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.model import OperationModel
from hypothesis import HealthCheck, given, settings

from tests.webapp.context import Context
from tests.webapp.events import SECONDS
from tests.webapp.made_up import events
from webapp.handler import handler
from webapp.services import user_pool

EVENTS = int(os.environ.get("EVENTS", "400"))  # `make events` sends more


CALLS = "before-call.cognito-identity-provider"
ATTRIBUTES = [{"Name": "email", "Value": "ada@example.org"}, {"Name": "name", "Value": "Ada"}]
ANSWERS: dict[str, dict[str, Any]] = {
    "DeleteUser": {},
    "GetUser": {"Username": "ada", "UserAttributes": ATTRIBUTES},
    "GlobalSignOut": {},
    "SignUp": {"UserConfirmed": False, "UserSub": "ada"},
}
REFUSAL = {"Error": {"Code": "NotAuthorizedException", "Message": "No."}}


def cognito_says(model: OperationModel, **_: Any) -> Any:  # noqa: ANN401
    """Stands in for Cognito: accepts tokens and refuses everything else."""
    status = 200 if model.name in ANSWERS else 400
    said = ANSWERS.get(model.name, REFUSAL)
    headers: Any = {}
    raw: Any = None
    return AWSResponse("", status, headers, raw), {**said, "ResponseMetadata": {"HTTPStatusCode": status}}


@pytest.fixture
def answering_pool() -> Iterator[None]:
    events_of_client = user_pool.client.meta.events
    events_of_client.register_first(CALLS, cognito_says)
    yield
    events_of_client.unregister(CALLS, cognito_says)


@pytest.mark.usefixtures("aws", "answering_pool")
@given(event=events())
@settings(
    max_examples=EVENTS,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
def test_any_event_is_answered_without_a_server_error(
    caplog: pytest.LogCaptureFixture, event: dict[str, Any]
) -> None:
    caplog.clear()

    answer = handler(event, Context(SECONDS))

    status, content_type = answer["statusCode"], answer["headers"].get("content-type", "")
    assert 200 <= status < 300 or 400 <= status < 500 or status == 503, answer
    if content_type.partition(";")[0].endswith("json"):
        assert isinstance(json.loads(answer["body"]), dict)
    json.dumps(answer).encode()
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []

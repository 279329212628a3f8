"""Time-outs, retries and user agent of all calls to AWS."""

from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.retries.standard import ExponentialBackoff
from moto.core.models import botocore_stubber

from webapp.aws.clients import ATTEMPTS, CONNECT_SECONDS, READ_SECONDS, client
from webapp.aws.tables import connection

CLIENTS = (client("cognito-idp"), connection.client, client("ssm"))


@pytest.fixture(params=CLIENTS, ids=lambda one: one.meta.service_model.service_name)
def asked(request: pytest.FixtureRequest) -> BaseClient:
    one: BaseClient = request.param
    return one


def test_no_call_outlasts_its_request(asked: BaseClient) -> None:
    config: Any = asked.meta.config

    assert (config.connect_timeout, config.read_timeout) == (CONNECT_SECONDS, READ_SECONDS)
    assert config.retries["total_max_attempts"] == ATTEMPTS


def test_requests_to_aws_have_our_user_agent(asked: BaseClient) -> None:
    config: Any = asked.meta.config

    assert config.user_agent.startswith("Dwipper botocore/")


class Refusals:
    """Answers every attempt with an error, and counts the attempts."""

    def __init__(self, code: str) -> None:
        self.tries = 0
        self._body = f'{{"__type": "{code}"}}'.encode()

    def __call__(self, **_: object) -> Any:  # noqa: ANN401  of botocore's own type
        self.tries += 1
        headers: Any = {}
        response: Any = AWSResponse("https://aws", 400, headers, None)
        response._content = self._body
        return response


@pytest.mark.parametrize(
    ("code", "tries"),
    [
        (
            "LimitExceededException",
            1,
        ),  # too many attempts of a person, or no mails left today: a pause would reveal who exists
        ("NotAuthorizedException", 1),
        ("TooManyRequestsException", ATTEMPTS),
    ],
)
def test_a_final_refusal_of_cognito_is_not_retried(
    code: str, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda self, context: 0)
    monkeypatch.setattr(botocore_stubber, "enabled", False)  # moto's, which other tests may have turned on
    cognito, refusals = client("cognito-idp"), Refusals(code)
    cognito.meta.events.register_first("before-send", refusals)

    with pytest.raises(ClientError, match=code):
        cognito.forgot_password(ClientId="client", Username="ada@example.org")

    assert refusals.tries == tries

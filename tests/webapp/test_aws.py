"""How the app talks to AWS, whichever service it asks."""

from typing import Any

import pytest
from botocore.client import BaseClient

from webapp.aws import ATTEMPTS, CONNECT_SECONDS, READ_SECONDS, client
from webapp.tables import connection

CLIENTS = (client("cognito-idp"), connection.client, client("ssm"))


@pytest.fixture(params=CLIENTS, ids=lambda one: one.meta.service_model.service_name)
def asked(request: pytest.FixtureRequest) -> BaseClient:
    one: BaseClient = request.param
    return one


def test_no_call_outlasts_its_request(asked: BaseClient) -> None:
    config: Any = asked.meta.config

    assert (config.connect_timeout, config.read_timeout) == (CONNECT_SECONDS, READ_SECONDS)
    assert config.retries["total_max_attempts"] == ATTEMPTS


def test_aws_is_told_who_asks(asked: BaseClient) -> None:
    config: Any = asked.meta.config

    assert config.user_agent.startswith("Dwipper botocore/")

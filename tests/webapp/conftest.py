"""DynamoDB and SSM on moto, and the app's Cognito client with stubbed answers."""

from collections.abc import Iterator
from threading import Lock
from typing import Any
from unittest.mock import patch

import pytest
from botocore.stub import Stubber
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.responses import DynamoHandler

from tests.webapp.dwipps.dwipps import SOMEBODY
from tests.webapp.secrets import keep_secrets
from webapp.accounts.storage import ProfileItem
from webapp.contract.tables import models
from webapp.services import user_pool


@pytest.fixture(scope="package")
def moto() -> Iterator[None]:
    """Handles one request at a time: moto undoes a refused transaction by restoring whole tables."""
    one_at_a_time, answer = Lock(), DynamoHandler.call_action

    def call_action(request: DynamoHandler) -> Any:  # noqa: ANN401  moto's own type
        with one_at_a_time:
            return answer(request)

    with mock_aws(), patch.object(DynamoHandler, "call_action", call_action):
        keep_secrets()
        yield


@pytest.fixture
def aws(moto: None) -> None:
    """Empty tables, and profiles for Ada, Eve and a person whose id is a UUID."""
    tables = dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].tables
    for name, model in models().items():
        if name in tables:
            tables[name].items.clear()  # a new table takes twenty times as long
        else:
            model.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
    with ProfileItem.batch_write() as batch:
        for user_id, name in (("ada", "Ada"), ("eve", "Eve"), (SOMEBODY, "Somebody")):
            batch.save(ProfileItem(user_id, display_name=name))


@pytest.fixture
def cognito(moto: None) -> Iterator[Stubber]:
    """Stubs Cognito's next answers. A call without an answer is an error."""
    with Stubber(user_pool.client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()

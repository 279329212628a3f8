"""DynamoDB and SSM on moto, and the app's Cognito client with answers put in its way."""

from collections.abc import Iterator

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from tests.webapp.dwipps.dwipps import SOMEBODY
from webapp.accounts.cognito import Cognito
from webapp.accounts.storage import ProfileItem
from webapp.dwipps.idempotency import IdempotencyItem
from webapp.dwipps.storage import DwippItem
from webapp.reactions.storage import FavoriteItem, UpvoteItem
from webapp.services import accounts

MODELS = (DwippItem, FavoriteItem, IdempotencyItem, ProfileItem, UpvoteItem)


@pytest.fixture
def aws() -> Iterator[None]:
    """Empty tables, the secrets, and profiles for Ada, Eve and somebody whose id is a UUID."""
    with mock_aws():
        for model in MODELS:
            model.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        _keep_secrets()
        for user_id, name in (("ada", "Ada"), ("eve", "Eve"), (SOMEBODY, "Somebody")):
            ProfileItem(user_id, display_name=name).save()
        yield


@pytest.fixture
def cognito() -> Iterator[Stubber]:
    """What Cognito answers next; a call without an answer is an error."""
    assert isinstance(accounts.pool, Cognito)
    with mock_aws(), Stubber(accounts.pool.client) as stubber:
        _keep_secrets()
        yield stubber
        stubber.assert_no_pending_responses()


def _keep_secrets() -> None:
    ssm = boto3.client("ssm", region_name="eu-west-1")
    for name in ("client-secret", "cursor-key"):
        value = f"a {name} of the tests"
        ssm.put_parameter(Name=f"/dwipper/test/{name}", Type="SecureString", Value=value, Overwrite=True)

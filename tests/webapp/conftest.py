"""DynamoDB and SSM on moto, and the app's Cognito client with answers put in its way."""

from collections.abc import Iterator

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from webapp.accounts.cognito import Cognito
from webapp.accounts.storage import ProfileItem
from webapp.dwipps.idempotency import IdempotencyItem
from webapp.dwipps.storage import DwippItem
from webapp.reactions.storage import FavoriteItem, UpvoteItem
from webapp.services import accounts

MODELS = (DwippItem, FavoriteItem, IdempotencyItem, ProfileItem, UpvoteItem)


@pytest.fixture
def aws() -> Iterator[None]:
    """Empty tables, a cursor key, and a profile for Ada and for Eve."""
    with mock_aws():
        for model in MODELS:
            model.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        ssm = boto3.client("ssm", region_name="eu-west-1")
        ssm.put_parameter(Name="/dwipper/test/cursor-key", Type="SecureString", Value="a key of the tests")
        for name in ("ada", "eve"):
            ProfileItem(name, display_name=name.title()).save()
        yield


@pytest.fixture
def cognito() -> Iterator[Stubber]:
    """What Cognito answers next; a call without an answer is an error."""
    assert isinstance(accounts.pool, Cognito)
    with Stubber(accounts.pool.client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()

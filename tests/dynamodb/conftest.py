"""Amazon's DynamoDB Local under the app: limits, capacity and transactions like on AWS."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from botocore.stub import Stubber
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient
from pynamodb.connection import Connection

from bench.flat.meter import Meter
from tests.dynamodb.build import NotInstalledError
from tests.dynamodb.engine import DynamoDbLocal
from tests.dynamodb.tables import renew_tables
from webapp.aws import parameters


@pytest.fixture(scope="session")
def engine() -> Iterator[DynamoDbLocal]:
    try:
        engine = DynamoDbLocal()
    except NotInstalledError as error:
        pytest.skip(str(error))
    with engine:
        yield engine


@pytest.fixture(scope="session")
def client(engine: DynamoDbLocal) -> Iterator[DynamoDBClient]:
    with closing(engine.client()) as client:
        yield client


@pytest.fixture(scope="session")
def streams(engine: DynamoDbLocal) -> Iterator[DynamoDBStreamsClient]:
    with closing(engine.streams_client()) as streams:
        yield streams


@pytest.fixture
def dynamodb(client: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> DynamoDBClient:
    """Empty tables for the app, and a client for direct access.

    Each of PynamoDB's connections keeps its own client, maybe one of moto's: none is used or changed.
    """
    renew_tables(client)
    monkeypatch.setattr(Connection, "client", client)
    return client


@pytest.fixture
def cursor_key() -> Iterator[None]:
    """The stack's cursor key, as in Parameter Store."""
    parameters.secret.cache_clear()
    with Stubber(parameters._ssm) as ssm:
        ssm.add_response("get_parameter", {"Parameter": {"Value": "a key of the tests"}})
        yield
    parameters.secret.cache_clear()


@pytest.fixture
def meter(engine: DynamoDbLocal, dynamodb: DynamoDBClient) -> Iterator[Meter]:
    """Measures the app's use of DynamoDB."""
    with closing(engine.client()) as behind:
        yield Meter(dynamodb, behind)

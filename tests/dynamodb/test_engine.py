"""The engine behaves like DynamoDB where other emulators do not."""

import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_dynamodb.type_defs import UniversalAttributeValueTypeDef
from pynamodb.exceptions import PutError

from tests.dynamodb.engine import DynamoDbLocal
from tests.platform.running import eventually
from webapp.accounts.storage import ProfileItem, ProfileStorage

ROOT = Path(__file__).resolve().parents[2]
ONE_OF_ITS_OWN = """
import sys
from tests.dynamodb.engine import DynamoDbLocal
with DynamoDbLocal() as engine:
    print(engine.url, flush=True)
    sys.stdin.read()
"""

Item = dict[str, UniversalAttributeValueTypeDef]


def make_profile(user_id: str, kilobytes: int = 0) -> Item:
    return {"user_id": {"S": user_id}, "display_name": {"S": "x" * 1000 * kilobytes}}


def make_upvote(dwipp_id: str, kilobytes: int = 0) -> Item:
    return {"user_id": {"S": "ada"}, "dwipp_id": {"S": dwipp_id}, "note": {"S": "x" * 1000 * kilobytes}}


def listens(host: str, url: str) -> bool:
    try:
        socket.create_connection((host, urlsplit(url).port), timeout=1).close()
    except OSError:
        return False
    return True


def test_it_listens_only_on_localhost(engine: DynamoDbLocal) -> None:
    assert [host for host in ("127.0.0.1", "127.0.0.2", "::1") if listens(host, engine.url)] == ["127.0.0.1"]


@pytest.mark.usefixtures("engine")
def test_it_ends_with_the_process_that_started_it() -> None:
    command = [sys.executable, "-c", ONE_OF_ITS_OWN]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert listens("127.0.0.1", url)

        process.kill()

    eventually(lambda: not listens("127.0.0.1", url))


def test_the_app_writes_into_it(dynamodb: DynamoDBClient) -> None:
    ProfileStorage().put("ada", "Ada")

    [item] = dynamodb.scan(TableName="profiles")["Items"]
    assert (item["user_id"], item["display_name"]) == ({"S": "ada"}, {"S": "Ada"})


@pytest.mark.parametrize("name", ["Ada", "Eve"])
def test_a_test_begins_with_empty_tables(dynamodb: DynamoDBClient, name: str) -> None:
    assert dynamodb.scan(TableName="profiles")["Count"] == 0

    ProfileStorage().put("somebody", name)


@pytest.mark.usefixtures("dynamodb")
def test_a_conditional_put_is_refused() -> None:
    ProfileItem("ada", display_name="Ada").save()

    with pytest.raises(PutError) as refused:
        ProfileItem("ada", display_name="Eve").save(ProfileItem.user_id.does_not_exist())

    assert refused.value.cause_response_code == "ConditionalCheckFailedException"
    assert ProfileStorage().find("ada") == "Ada"


def test_a_transaction_is_atomic_and_its_error_has_the_reasons(dynamodb: DynamoDBClient) -> None:
    with pytest.raises(ClientError) as cancelled:
        dynamodb.transact_write_items(
            TransactItems=[
                {"Put": {"TableName": "profiles", "Item": make_profile("ada")}},
                {
                    "ConditionCheck": {
                        "TableName": "upvotes",
                        "Key": {"user_id": {"S": "ada"}, "dwipp_id": {"S": "1"}},
                        "ConditionExpression": "attribute_exists(user_id)",
                    }
                },
            ]
        )

    reasons = cancelled.value.response["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == ["None", "ConditionalCheckFailed"]
    assert dynamodb.scan(TableName="profiles")["Count"] == 0


def test_a_batch_get_returns_16_mb_and_names_what_it_left(dynamodb: DynamoDBClient) -> None:
    names = [str(number) for number in range(50)]
    for name in names:
        dynamodb.put_item(TableName="profiles", Item=make_profile(name, kilobytes=390))

    keys = [{"user_id": {"S": name}} for name in names]
    answer = dynamodb.batch_get_item(RequestItems={"profiles": {"Keys": keys}})

    found, left = answer["Responses"]["profiles"], answer["UnprocessedKeys"]["profiles"]["Keys"]
    assert 40 <= len(found) <= 43
    assert len(found) + len(left) == 50


@pytest.mark.parametrize(("items", "units"), [(1, 0.5), (4, 0.5), (10, 1.5), (100, 12.5)])
def test_a_query_costs_the_sum_of_the_items_it_reads(
    dynamodb: DynamoDBClient, items: int, units: float
) -> None:
    for number in range(items):
        dynamodb.put_item(TableName="upvotes", Item=make_upvote(str(number), kilobytes=1))

    answer = dynamodb.query(
        TableName="upvotes",
        KeyConditionExpression="user_id = :ada",
        ExpressionAttributeValues={":ada": {"S": "ada"}},
        ReturnConsumedCapacity="TOTAL",
    )

    assert answer["Count"] == items
    assert answer["ConsumedCapacity"]["CapacityUnits"] == units

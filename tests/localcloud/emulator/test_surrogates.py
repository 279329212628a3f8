"""A string with a lone surrogate, written past the API.

AWS does not document what it answers. Amazon's DynamoDB Local stores it, and the API reads it
(tests/dynamodb/test_stored_badly.py). The emulator refuses it.
"""

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.emulator_process import Emulator

TABLE = "thoughts"
LONE = "x \ud800"


def test_a_lone_surrogate_is_refused_and_the_table_stays_readable(emulator: Emulator) -> None:
    dynamodb = emulator.client("dynamodb")
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    whole = {"id": {"S": "a"}, "text": {"S": "wet"}}
    dynamodb.put_item(TableName=TABLE, Item=whole)
    change = {"UpdateExpression": "SET #t = :t", "ExpressionAttributeNames": {"#t": "text"}}

    for refused in (
        lambda: dynamodb.put_item(TableName=TABLE, Item=whole | {"text": {"S": LONE}}),
        lambda: dynamodb.put_item(TableName=TABLE, Item=whole | {"id": {"S": LONE}}),
        lambda: dynamodb.update_item(
            TableName=TABLE, Key={"id": {"S": "a"}}, **change, ExpressionAttributeValues={":t": {"S": LONE}}
        ),
    ):
        with pytest.raises(ClientError, match="surrogates not allowed"):
            refused()

    assert dynamodb.scan(TableName=TABLE)["Items"] == [whole]

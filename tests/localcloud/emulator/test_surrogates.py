"""A string with a lone surrogate, written past the API.

AWS does not document what it answers. Amazon's DynamoDB Local stores it, and the API reads it
(tests/dynamodb/test_stored_badly.py). The emulator refuses it.
"""

from typing import Any

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
    whole, odd = {"id": {"S": "a"}, "text": {"S": "wet"}}, {"S": LONE}
    dynamodb.put_item(TableName=TABLE, Item=whole)
    writes: list[tuple[str, dict[str, Any]]] = [
        *(("put_item", {"Item": whole | {name: odd}}) for name in whole),
        (
            "update_item",
            {
                "Key": {"id": {"S": "a"}},
                "UpdateExpression": "SET author = :name",
                "ExpressionAttributeValues": {":name": odd},
            },
        ),
    ]

    for operation, asked in writes:
        with pytest.raises(ClientError, match="surrogates not allowed"):
            getattr(dynamodb, operation)(TableName=TABLE, **asked)

    assert dynamodb.scan(TableName=TABLE)["Items"] == [whole]

"""Items keep DynamoDB's JSON. Everything else in a response is parsed as botocore does."""

import json
from typing import Any

from webapp.aws.item_parser import ResponseParsers
from webapp.aws.tables import connection

ITEM = {"id": {"S": "1"}, "upvotes": {"N": "7"}, "tags": {"L": [{"M": {"a": {"S": "b"}}}]}}


def parsed(operation: str, answer: dict[str, Any], status: int = 200) -> Any:  # noqa: ANN401  any JSON
    shape = connection.client.meta.service_model.operation_model(operation).output_shape
    assert shape
    parser = ResponseParsers().create_parser("json")
    return parser.parse({"status_code": status, "headers": {}, "body": json.dumps(answer).encode()}, shape)


def test_items_and_keys_are_not_parsed() -> None:
    answer = parsed("Query", {"Items": [ITEM], "LastEvaluatedKey": {"id": {"S": "1"}}, "Count": 1})

    assert (answer["Items"], answer["LastEvaluatedKey"]) == ([ITEM], {"id": {"S": "1"}})


def test_items_of_a_batch_are_returned_by_table() -> None:
    assert parsed("BatchGetItem", {"Responses": {"dwipps": [ITEM]}})["Responses"] == {"dwipps": [ITEM]}


def test_a_refused_field_has_its_code_and_message() -> None:
    refusal = {"__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", "message": "no"}

    assert parsed("PutItem", refusal, 400)["Error"] == {
        "Code": "ConditionalCheckFailedException",
        "Message": "no",
    }

"""DynamoDB. Tables are kept between runs; a new index, expiry or stream is added to them."""

from typing import Any

from localcloud.errors import LocalCloudError
from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers.inputs import present
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_table"]


def create_table(cloud: Cloud, resource: Resource) -> Created:
    dynamodb = cloud.client("dynamodb")
    name, inputs = resource.inputs.get("name", resource.name), resource.inputs
    if name in dynamodb.get_paginator("list_tables").paginate().build_full_result()["TableNames"]:
        table = _kept(dynamodb, name, inputs)
    else:
        table = _made(dynamodb, name, inputs)
    _set_expiry(dynamodb, name, inputs.get("ttl"))
    return Created(
        name, {"name": name, "arn": table["TableArn"], "streamArn": table.get("LatestStreamArn", "")}
    )


def _made(dynamodb: Any, name: str, inputs: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    table: dict[str, Any] = dynamodb.create_table(
        TableName=name,
        KeySchema=_key(inputs),
        **_attributes(inputs),
        BillingMode=inputs["billingMode"],
        **present(
            GlobalSecondaryIndexes=[_index(index) for index in inputs.get("globalSecondaryIndexes", [])]
            or None,
            StreamSpecification=_stream(inputs),
        ),
    )["TableDescription"]
    return table


def _kept(dynamodb: Any, name: str, inputs: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    table: dict[str, Any] = dynamodb.describe_table(TableName=name)["Table"]
    there = {index["IndexName"] for index in table.get("GlobalSecondaryIndexes", [])}
    if table["KeySchema"] != _key(inputs):
        raise LocalCloudError(f"the key of table {name} has changed: delete the local data with `make reset`")
    for index in inputs.get("globalSecondaryIndexes", []):
        if index["name"] not in there:
            added = [{"Create": _index(index)}]
            dynamodb.update_table(TableName=name, **_attributes(inputs), GlobalSecondaryIndexUpdates=added)
    stream = _stream(inputs)
    if stream and "StreamSpecification" not in table:
        table = dynamodb.update_table(TableName=name, StreamSpecification=stream)["TableDescription"]
    return table


def _set_expiry(dynamodb: Any, name: str, ttl: dict[str, Any] | None) -> None:  # noqa: ANN401
    if ttl:
        dynamodb.update_time_to_live(
            TableName=name,
            TimeToLiveSpecification={"Enabled": ttl["enabled"], "AttributeName": ttl["attributeName"]},
        )


def _stream(inputs: dict[str, Any]) -> dict[str, Any] | None:
    if not inputs.get("streamEnabled"):
        return None
    return {"StreamEnabled": True, "StreamViewType": inputs["streamViewType"]}


def _attributes(inputs: dict[str, Any]) -> dict[str, Any]:
    return {
        "AttributeDefinitions": [
            {"AttributeName": attribute["name"], "AttributeType": attribute["type"]}
            for attribute in inputs["attributes"]
        ]
    }


def _key(inputs: dict[str, Any]) -> list[dict[str, str]]:
    key = [{"AttributeName": inputs["hashKey"], "KeyType": "HASH"}]
    if "rangeKey" in inputs:
        key.append({"AttributeName": inputs["rangeKey"], "KeyType": "RANGE"})
    return key


def _index(index: dict[str, Any]) -> dict[str, Any]:
    projection = present(
        ProjectionType=index["projectionType"], NonKeyAttributes=index.get("nonKeyAttributes")
    )
    key = [{"AttributeName": one["attributeName"], "KeyType": one["keyType"]} for one in index["keySchemas"]]
    return {"IndexName": index["name"], "KeySchema": key, "Projection": projection}

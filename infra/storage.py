"""The data: DynamoDB tables, and the keys that sign cursors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import dynamodb, ssm

from infra.grants import Grant
from infra.rotation import rotating_secrets
from infra.tables import TABLES, Index, TableShape

__all__ = ["Storage", "StorageArgs"]


@dataclass(frozen=True)
class StorageArgs:
    """`cursor_key`: the number of the signing key."""

    protect: bool
    cursor_key: int


class Storage(pulumi.ComponentResource):
    """The tables by name, and the rights and variables of functions that use them."""

    tables: Mapping[str, dynamodb.Table]
    cursor_keys: Sequence[ssm.Parameter]  # the one that signs first

    def __init__(self, name: str, args: StorageArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Storage", name, None, opts)
        guarded = pulumi.ResourceOptions(parent=self, protect=args.protect)
        self.tables = {
            table: dynamodb.Table(f"{name}-{table}", **_table(shape, args.protect), opts=guarded)
            for table, shape in TABLES.items()
        }
        self.cursor_keys = rotating_secrets(
            f"{name}-cursor-key", "cursor-key", args.cursor_key, pulumi.ResourceOptions(parent=self)
        )
        self.register_outputs({})

    @property
    def variables(self) -> dict[str, pulumi.Input[str]]:
        """Returns the variables that name the tables and the keys."""
        names = {f"{table.upper()}_TABLE": resource.name for table, resource in self.tables.items()}
        keys = pulumi.Output.all(*(key.name for key in self.cursor_keys)).apply(",".join)
        return {**names, "CURSOR_KEY_PARAMETERS": keys}

    def grant_api(self) -> Sequence[Grant]:
        """Returns the API's rights by table."""
        reaction = ("BatchGetItem", "DeleteItem", "PutItem", "Query")
        return [
            self._grant("profiles", "BatchGetItem", "ConditionCheckItem", "GetItem", "PutItem"),
            self._grant("profiles/index/leaving", "Query"),
            self._grant("dwipps", "BatchGetItem", "DeleteItem", "GetItem", "PutItem", "UpdateItem"),
            self._grant("dwipps/index/feed", "Query"),
            self._grant("dwipps/index/by_author", "Query"),
            self._grant("upvotes", *reaction),
            self._grant("favorites", *reaction),
            self._grant("favorites/index/by_dwipp", "Query"),
            self._grant("idempotency", "GetItem", "PutItem"),
            Grant(["ssm:GetParameter"], [self._all_cursor_keys()]),
        ]

    def _all_cursor_keys(self) -> pulumi.Output[str]:
        """Returns the ARN of all cursor keys, also of deleted ones, which older versions may request.

        With the right they get "not found"; without it "access denied".
        """
        arn: pulumi.Output[str] = self.cursor_keys[0].arn
        return arn.apply(lambda arn: f"{arn.rpartition('/')[0]}/*")

    def grant_worker(self) -> Sequence[Grant]:
        """Returns the rights to read the streams."""
        return [_read_stream(self.tables[name]) for name, shape in TABLES.items() if shape.stream]

    def grant_jobs(self) -> Sequence[Grant]:
        """Returns the rights of jobs by table."""
        reaction = ("BatchWriteItem", "DeleteItem", "Query")
        return [
            self._grant("profiles", "GetItem", "UpdateItem"),
            self._grant("dwipps", "BatchWriteItem", "UpdateItem"),
            self._grant("dwipps/index/by_author", "Query"),
            self._grant("upvotes", *reaction),
            self._grant("upvotes/index/by_dwipp", "Query"),
            self._grant("favorites", *reaction),
            self._grant("favorites/index/by_dwipp", "Query"),
        ]

    def _grant(self, place: str, *operations: str) -> Grant:
        """Returns a grant for a table or `table/index/name`: a right to a table does not include its indexes."""
        table, _, index = place.partition("/")
        arn = self.tables[table].arn
        resource = pulumi.Output.concat(arn, "/", index) if index else arn
        return Grant([f"dynamodb:{operation}" for operation in operations], [resource])


def _read_stream(table: dynamodb.Table) -> Grant:
    operations = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
    return Grant([f"dynamodb:{operation}" for operation in operations], [table.stream_arn])


def _table(shape: TableShape, protect: bool) -> dict[str, Any]:
    return {
        "billing_mode": "PAY_PER_REQUEST",
        "hash_key": shape.hash_key,
        "range_key": shape.range_key,
        "attributes": _attributes(shape),
        "global_secondary_indexes": [_index(index) for index in shape.indexes],
        "ttl": {"enabled": True, "attribute_name": shape.expires} if shape.expires else None,
        "stream_enabled": shape.stream,
        "stream_view_type": "NEW_AND_OLD_IMAGES" if shape.stream else None,
        "server_side_encryption": {"enabled": True},
        "point_in_time_recovery": {"enabled": protect},
        "deletion_protection_enabled": protect,
    }


def _attributes(shape: TableShape) -> list[dict[str, str]]:
    """Returns the key attributes of the table and its indexes: DynamoDB accepts no others."""
    keys = {shape.hash_key, shape.range_key}
    keys.update(key for index in shape.indexes for key in (index.hash_key, index.range_key))
    return [{"name": key, "type": "N" if key in shape.numbers else "S"} for key in sorted(filter(None, keys))]


def _index(index: Index) -> dict[str, Any]:
    return {
        "name": index.name,
        "key_schemas": [
            {"attribute_name": index.hash_key, "key_type": "HASH"},
            {"attribute_name": index.range_key, "key_type": "RANGE"},
        ],
        "projection_type": "KEYS_ONLY" if index.keys_only else "ALL",
    }

"""Writes the demo's Dwipps into the tables: the API would date them now, and these are of the past."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import cycle
from typing import Any

from botocore.session import get_session

from localcloud.demo.history import DemoDwipp

__all__ = ["Tables"]

AT_ONCE = 25  # items that a BatchWriteItem takes

Item = dict[str, dict[str, str]]
Write = tuple[str, Item]  # a table and an item


class Tables:
    """The tables of a function with this environment, with the emulator's root credentials."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._client: Any = get_session().create_client(
            "dynamodb",
            region_name=environment["AWS_REGION"],
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106  the emulator's well-known root
        )

    def made_at(self) -> datetime:
        """Returns when the tables were created."""
        table = self._client.describe_table(TableName=self._environment["DWIPPS_TABLE"])["Table"]
        made: datetime = table["CreationDateTime"]
        return made

    def put(self, dwipps: Iterable[DemoDwipp], user_ids: Mapping[str, str]) -> None:
        """Writes Dwipps and their reactions; people are known by their names."""
        writes = list(self.writes(dwipps, user_ids))
        for start in range(0, len(writes), AT_ONCE):
            requests: dict[str, list[Any]] = {}
            for table, item in writes[start : start + AT_ONCE]:
                requests.setdefault(self._environment[table], []).append({"PutRequest": {"Item": item}})
            self._client.batch_write_item(RequestItems=requests)

    def writes(self, dwipps: Iterable[DemoDwipp], user_ids: Mapping[str, str]) -> Iterator[Write]:
        """Yields reactions before their Dwipp, so that its counters are never too high."""
        for dwipp, shard in zip(dwipps, cycle(range(int(self._environment["FEED_SHARDS"]))), strict=False):
            yield from self._reactions(dwipp, user_ids)
            yield self._dwipp(dwipp, user_ids, shard)

    def _dwipp(self, dwipp: DemoDwipp, user_ids: Mapping[str, str], shard: int) -> Write:
        return "DWIPPS_TABLE", {
            "id": {"S": dwipp.id},
            "shard": {"N": str(shard)},
            "author_id": {"S": user_ids[dwipp.author]},
            "author_name": {"S": dwipp.author},
            "text": {"S": dwipp.text},
            "version": {"N": "1"},
            "upvotes": {"N": str(len(dwipp.upvoted_by))},
            "favorites": {"N": str(len(dwipp.favorited_by))},
        }

    def _reactions(self, dwipp: DemoDwipp, user_ids: Mapping[str, str]) -> Iterator[Write]:
        people = {"UPVOTES_TABLE": dwipp.upvoted_by, "FAVORITES_TABLE": dwipp.favorited_by}
        for table, names in people.items():
            for name in names:
                yield table, {"user_id": {"S": user_ids[name]}, "dwipp_id": {"S": dwipp.id}}

"""What has changed, as the tables' streams tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.environment import environment

__all__ = ["DwippDeleted", "PersonChanged", "changes_in"]

Record = Mapping[str, Any]


@dataclass(frozen=True)
class DwippDeleted:
    """A Dwipp is no more."""

    dwipp_id: str


@dataclass(frozen=True)
class PersonChanged:
    """Somebody has another name, or has left."""

    user_id: str


Change = DwippDeleted | PersonChanged


def changes_in(event: Mapping[str, Any]) -> list[Change]:
    """The changes of a stream's event that something follows from, each once.

    An event's shape: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
    """
    found = (_change(record) for record in event["Records"])
    return list(dict.fromkeys(change for change in found if change))


def _change(record: Record) -> Change | None:
    table, keys = record["eventSourceARN"].split("/")[1], record["dynamodb"]["Keys"]
    if table == environment().dwipps_table and record["eventName"] == "REMOVE":
        return DwippDeleted(keys["id"]["S"])
    if table == environment().profiles_table and record["eventName"] != "REMOVE":
        return PersonChanged(keys["user_id"]["S"])
    return None

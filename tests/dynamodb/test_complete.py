"""A list that is paged while others write shows every item that existed throughout, once and in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mypy_boto3_dynamodb import DynamoDBClient

from tests.dynamodb.crowd import introduce
from tests.dynamodb.tables import renew_tables
from tests.webapp.dwipps.dwipps import write
from tests.webapp.events import call

ADA, EVE = "person-0", "person-1"

pytestmark = pytest.mark.usefixtures("cursor_key")


class WrittenList(Protocol):
    """A list, and what changes it."""

    path: str
    ids: list[str]

    def insert(self) -> None: ...
    def delete(self, place: int) -> None: ...


@dataclass
class DwippList:
    """The feed, or a person's own Dwipps."""

    path: str
    ids: list[str] = field(default_factory=list)

    def insert(self) -> None:
        self.ids.append(write(as_=ADA)["id"])

    def delete(self, place: int) -> None:
        assert call("DELETE", f"/dwipps/{self.ids.pop(place)}", as_=ADA).status == 204


@dataclass
class Favorites:
    """Ada's favorites: some are of old Dwipps; they end by her own action or with the Dwipp."""

    path: str = "/me/favorites"
    ids: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def insert(self) -> None:
        self.others.append(write(as_=EVE)["id"])
        self.ids.append(self.others.pop(len(self.others) // 2))
        assert call("PUT", f"/dwipps/{self.ids[-1]}/favorite", as_=ADA).status == 200
        self.others.append(write(as_=EVE)["id"])

    def delete(self, place: int) -> None:
        path = f"/dwipps/{self.ids.pop(place)}"
        if place % 2:
            assert call("DELETE", path, as_=EVE).status == 204
        else:
            assert call("DELETE", f"{path}/favorite", as_=ADA).status == 200


def pages_during(written: WrittenList, limit: int, changes: Iterator[int]) -> list[str]:
    """Returns the ids of all pages. Before each page but the first, others insert, or delete at some place."""
    seen: list[str] = []
    page = call("GET", written.path, as_=ADA, query=f"limit={limit}").body
    while True:
        assert len(page["items"]) <= limit
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return seen
        for change in islice(changes, 2):
            if change < 0:
                written.insert()
            elif written.ids:
                written.delete(change % len(written.ids))
        page = call("GET", written.path, as_=ADA, query=f"limit={limit}&cursor={page['next_cursor']}").body


@pytest.mark.parametrize("make", [lambda: DwippList("/dwipps"), lambda: DwippList("/me/dwipps"), Favorites])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    count=st.integers(0, 12),
    limit=st.integers(1, 5),
    changes=st.lists(st.integers(-3, 11), max_size=12),
)
def test_items_that_existed_all_the_time_are_listed_once_and_in_order(
    dynamodb: DynamoDBClient, make: type[Favorites], count: int, limit: int, changes: list[int]
) -> None:
    renew_tables(dynamodb)
    introduce(2)
    written = make()
    for _ in range(count):
        written.insert()
    before = set(written.ids)

    seen = pages_during(written, limit, iter(changes))

    assert seen == sorted(set(seen), reverse=True)
    assert before & set(written.ids) <= set(seen)

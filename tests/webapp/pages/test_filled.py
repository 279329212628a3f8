"""A page is filled although items of people who are leaving are hidden. No page is empty before the end of a list."""

import pytest

from tests.webapp.dwipps.dwipps import pages, write
from tests.webapp.events import call
from webapp.accounts.storage import ProfileStorage
from webapp.dwipps.ids import new_id
from webapp.dwipps.storage import DwippItem
from webapp.pages import cursors
from webapp.reactions.storage import FavoriteItem

pytestmark = pytest.mark.usefixtures("aws")

MANY = 60


def write_many(author: str = "eve", count: int = MANY) -> list[str]:
    """Writes this many Dwipps of a person, spread over the shards. Returns their ids."""
    ids = [new_id() for _ in range(count)]
    with DwippItem.batch_write() as batch:
        for number, one in enumerate(ids):
            batch.save(DwippItem(one, shard=number % 3, author_id=author, author_name="Eve", text="Hm."))
    return ids


def written_around_a_leaver() -> list[str]:
    """Returns Ada's Dwipps, newest first. They are before, between and after those of Eve, who leaves."""
    ids = []
    for count in (3, MANY, 1, MANY):
        ids += [write()["id"] for _ in range(2)]
        write_many(count=count)
    ProfileStorage().leave("eve")
    return ids[::-1]


@pytest.mark.slow
@pytest.mark.parametrize("limit", [1, 3, 5, 100])
def test_the_feed_has_full_pages_below_hidden_dwipps(limit: int) -> None:
    ids = written_around_a_leaver()

    found = pages("/dwipps", limit)

    assert sum(found, []) == ids
    assert [len(page) for page in found[:-1]] == [limit] * (len(found) - 1)


def test_favorites_are_filled_from_below_too() -> None:
    kept, gone = [write()["id"] for _ in range(3)], write_many(count=40)
    with FavoriteItem.batch_write() as batch:
        for one in [*kept, *gone]:
            batch.save(FavoriteItem("ada", one))
    ProfileStorage().leave("eve")

    assert pages("/me/favorites", 2) == [kept[:0:-1], kept[:1]]


def test_a_page_of_favoriters_is_filled_after_hidden_people() -> None:
    dwipp_id = write()["id"]
    with FavoriteItem.batch_write() as batch:
        for one in [*(f"a-{number:02}" for number in range(40)), "eve"]:
            batch.save(FavoriteItem(one, dwipp_id))

    page = call("GET", f"/dwipps/{dwipp_id}/favorites", query="limit=2").body

    assert [person["id"] for person in page["items"]] == ["eve"]
    assert page["next_cursor"] is None


def test_a_person_who_left_has_no_page() -> None:
    somebody = new_id()
    write_many(somebody)
    ProfileStorage().leave(somebody)

    assert pages(f"/users/{somebody}/dwipps", 5) == [[]]


@pytest.mark.slow
def test_a_page_without_time_left_is_short_and_the_next_one_continues(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = written_around_a_leaver()
    monkeypatch.setattr(cursors, "FILL_SECONDS", -1)

    found = pages("/dwipps", 5)

    assert sum(found, []) == ids
    assert found[0] == []

"""Dwipps through the function, on tables of moto."""

import json
from typing import Any

import pytest

from infra.tables import TABLES
from tests.operations import LISTS, Operation
from tests.webapp.dwipps.dwipps import SOMEBODY, pages, write
from tests.webapp.events import call
from webapp.accounts.storage import ProfileItem
from webapp.dwipps import service
from webapp.dwipps.storage import DwippItem
from webapp.reactions.storage import FavoriteItem, UpvoteItem

pytestmark = pytest.mark.usefixtures("aws")


def test_a_dwipp_matches_the_contract() -> None:
    dwipp, counters = write(), TABLES.keys() & DwippItem.get_attributes().keys()

    assert dwipp == {
        "id": dwipp["id"],
        "text": "Water is just wet air.",
        "author": {"id": "ada", "display_name": "Ada"},
        "created_at": dwipp["created_at"],
        "edited_at": None,
        "version": 1,
        **dict.fromkeys(counters, 0),
        "viewer": {"upvoted": False, "favorited": False, "is_author": True},
    }
    assert dwipp["created_at"].endswith("Z")


def test_a_new_dwipp_never_overwrites_another_with_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    dwipp = write()
    monkeypatch.setattr(service, "new_id", lambda: dwipp["id"])

    assert call("POST", "/dwipps", {"text": "Other."}, as_="eve").status == 500
    assert call("GET", f"/dwipps/{dwipp['id']}").body == dwipp


def test_a_dwipp_is_read_as_it_was_written() -> None:
    dwipp = write()

    assert call("GET", f"/dwipps/{dwipp['id']}").body == dwipp


def test_a_dwipp_keeps_the_name_that_its_author_had() -> None:
    dwipp = write()
    ProfileItem("ada", display_name="Countess").save()

    assert call("GET", f"/dwipps/{dwipp['id']}").body["author"]["display_name"] == "Ada"
    assert write()["author"]["display_name"] == "Countess"


@pytest.mark.parametrize("path", ["/dwipps/0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"])
def test_a_missing_dwipp_is_answered_with_404(path: str) -> None:
    assert call("GET", path).code == "not_found"


@pytest.mark.parametrize(
    "dwipp",
    [
        *("x", "0199f3a2", "%00", "💧", "0199f3a27c1e7a549d3c5a1b2c3d4e5f"),
        *("urn:uuid:0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f", "{0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f}"),
    ],
)
def test_an_invalid_id_is_rejected_with_422(dwipp: str) -> None:
    answer = call("GET", f"/dwipps/{dwipp}")

    assert answer.code == "invalid_request"
    assert answer.body["errors"][0]["location"] == "path.dwipp_id"


def test_the_feed_has_everyones_newest_first() -> None:
    written = [write(f"Thought {number}", as_=("ada", "eve")[number % 2])["id"] for number in range(9)]

    assert [one for page in pages("/dwipps", 100) for one in page] == sorted(written, reverse=True)


@pytest.mark.parametrize("path", ["/dwipps", "/me/dwipps"])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_hold_every_dwipp_once(path: str, limit: int) -> None:
    written = sorted((write(f"Thought {number}")["id"] for number in range(7)), reverse=True)

    found = pages(path, limit)

    assert [one for page in found for one in page] == written
    assert {len(page) for page in found[:-1]} <= {limit}


def test_a_page_of_nothing_is_empty() -> None:
    assert call("GET", "/dwipps").body == {"items": [], "next_cursor": None}


def test_my_dwipps_are_mine_alone() -> None:
    write(as_="eve")
    mine = write()

    assert call("GET", "/me/dwipps").body["items"] == [mine]


@pytest.mark.parametrize("path", ["/dwipps", "/me/dwipps", "/dwipps/{id}"])
def test_the_viewer_is_the_caller_of_the_request(path: str) -> None:
    seen_by_eve = write()["id"]
    UpvoteItem("eve", seen_by_eve).save()
    FavoriteItem("ada", seen_by_eve).save()

    def viewer(name: str) -> dict[str, bool]:
        body = call("GET", path.format(id=seen_by_eve), as_=name).body
        return dict(body.get("items", [body])[0]["viewer"])

    assert viewer("ada") == {"upvoted": False, "favorited": True, "is_author": True}
    if "me" not in path:
        assert viewer("eve") == {"upvoted": True, "favorited": False, "is_author": False}


def test_an_edit_shows_its_time() -> None:
    dwipp = write()
    item = DwippItem.get(dwipp["id"])
    item.update(actions=[DwippItem.edited_at.set("2026-11-24T12:00:00Z"), DwippItem.version.set(2)])

    read = call("GET", f"/dwipps/{dwipp['id']}").body

    assert (read["edited_at"], read["version"]) == ("2026-11-24T12:00:00Z", 2)


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "limit=", "limit=1e2"])
def test_a_limit_out_of_range_is_rejected_with_422(query: str) -> None:
    answer = call("GET", "/dwipps", query=query)

    assert (answer.code, answer.body["errors"][0]["location"]) == ("invalid_request", "query.limit")


@pytest.mark.parametrize("operation", LISTS, ids=str)
def test_a_cursor_of_another_list_is_rejected(operation: Operation) -> None:
    ids = [write()["id"] for _ in range(2)]
    other = "/me/dwipps" if operation.template == "/dwipps" else "/dwipps"
    cursor = call("GET", other, query="limit=1").body["next_cursor"]

    answer = call("GET", operation.path(ids[0], user_id=SOMEBODY), query=f"cursor={cursor}")

    assert answer.code == "invalid_cursor"


def test_a_cursor_of_another_person_or_a_forged_one_is_rejected() -> None:
    write()
    write()
    cursor = call("GET", "/dwipps", query="limit=1").body["next_cursor"]
    tampered = cursor[:-1] + ("a" if cursor[-1] != "a" else "b")

    for as_, tried in (
        ("eve", cursor),
        ("ada", tampered),
        ("ada", "garbage"),
        ("ada", ""),
        ("ada", "%F0%9F%92%A7"),
    ):
        assert call("GET", "/dwipps", as_=as_, query=f"cursor={tried}").code == "invalid_cursor"


def test_a_cursor_does_not_contain_the_key() -> None:
    write()
    write()

    assert "key" not in json.dumps(call("GET", "/dwipps", query="limit=1").body)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "x" * 281, "💧" * 281, "\x00", "\ud800", None, 7, []])
def test_an_invalid_text_is_rejected_with_422(text: Any) -> None:  # noqa: ANN401
    answer = call("POST", "/dwipps", {"text": text})

    assert (answer.code, answer.body["errors"][0]["location"]) == ("invalid_request", "body.text")


@pytest.mark.parametrize("text", ["x", "x" * 280, "💧" * 280, "a\nb"])
def test_a_text_of_1_to_280_characters_is_stored(text: str) -> None:
    assert write(text)["text"] == text


def test_an_unknown_field_is_rejected_with_422() -> None:
    answer = call("POST", "/dwipps", {"text": "x", "colour": "blue"})

    assert answer.body["errors"][0]["location"] == "body.colour"


def test_nobody_sees_another_persons_email() -> None:
    write()

    assert "@" not in json.dumps(call("GET", "/dwipps", as_="eve").body)


def test_a_cursor_of_one_persons_list_is_refused_for_anothers() -> None:
    for _ in range(2):
        write(as_=SOMEBODY)
    cursor = call("GET", f"/users/{SOMEBODY}/dwipps", query="limit=1").body["next_cursor"]

    answer = call("GET", "/users/0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f/dwipps", query=f"cursor={cursor}")

    assert answer.code == "invalid_cursor"


def test_new_dwipps_are_spread_over_the_shards() -> None:
    for _ in range(20):
        write()

    assert len({item.shard for item in DwippItem.scan()}) > 1

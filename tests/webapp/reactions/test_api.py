"""Upvotes and favorites through the function, on tables of moto."""

from typing import Any
from uuid import uuid4

import pytest

from tests.webapp.dwipps.dwipps import SOMEBODY, pages, write
from tests.webapp.events import call
from webapp.accounts.storage import ProfileItem

pytestmark = pytest.mark.usefixtures("aws")

KINDS = [("upvote", "upvotes", "upvoted"), ("favorite", "favorites", "favorited")]
NOWHERE = "/dwipps/0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"


@pytest.mark.parametrize(("kind", "counter", "flag"), KINDS)
def test_repeated_puts_and_deletes_count_once(kind: str, counter: str, flag: str) -> None:
    path = f"/dwipps/{write()['id']}"

    for method, number in (("PUT", 1), ("PUT", 1), ("DELETE", 0), ("DELETE", 0)):
        answer = call(method, f"{path}/{kind}", as_="eve")
        assert (answer.status, answer.body[counter], answer.body["viewer"][flag]) == (
            200,
            number,
            bool(number),
        )
        assert call("GET", path, as_="eve").body == answer.body


@pytest.mark.parametrize(("kind", "counter", "flag"), KINDS)
def test_post_toggles(kind: str, counter: str, flag: str) -> None:
    path = f"/dwipps/{write()['id']}"

    for number in (1, 0, 1):
        answer = call("POST", f"{path}/{kind}")
        assert (answer.status, answer.body[counter], answer.body["viewer"][flag]) == (
            200,
            number,
            bool(number),
        )


@pytest.mark.parametrize(("kind", "counter", "flag"), KINDS)
def test_everyone_counts_and_the_other_kind_does_not(kind: str, counter: str, flag: str) -> None:
    dwipp = write()
    for name in ("ada", "eve"):
        call("PUT", f"/dwipps/{dwipp['id']}/{kind}", as_=name)

    seen = call("GET", f"/dwipps/{dwipp['id']}").body

    assert seen == {**dwipp, counter: 2, "viewer": {**dwipp["viewer"], flag: True}}


@pytest.mark.parametrize("kind", ["upvote", "favorite"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_reaction_to_a_missing_dwipp_changes_nothing(kind: str, method: str) -> None:
    assert call(method, f"{NOWHERE}/{kind}").code == "not_found"


def test_a_favorite_may_be_a_persons_first_write_and_does_not_call_cognito() -> None:
    path = f"/dwipps/{write()['id']}"

    assert call("PUT", f"{path}/favorite", as_="mia").body["favorites"] == 1
    assert call("GET", f"{path}/favorites").body["items"] == [{"id": "mia", "display_name": "Somebody"}]


def test_favorites_are_listed_by_the_age_of_the_dwipp() -> None:
    ids = [write(f"Thought {number}", as_="eve")["id"] for number in range(5)]
    for dwipp_id in (ids[3], ids[0], ids[2]):
        call("PUT", f"/dwipps/{dwipp_id}/favorite")

    assert pages("/me/favorites", 2) == [[ids[3], ids[2]], [ids[0]]]
    assert pages("/me/favorites", 2, as_="eve") == [[]]


def test_listed_favorites_look_like_other_dwipps() -> None:
    path = f"/dwipps/{write(as_='eve')['id']}"
    call("PUT", f"{path}/upvote")
    marked = call("PUT", f"{path}/favorite").body

    assert call("GET", "/me/favorites").body == {"items": [marked], "next_cursor": None}


def test_favoriters_are_listed_by_their_current_names_in_pages() -> None:
    path = f"/dwipps/{write()['id']}/favorite"
    for name in ("ada", "eve", "mia"):
        ProfileItem(name, display_name=name.title()).save()
        call("PUT", path, as_=name)
    ProfileItem("eve", display_name="Evelyn").save()

    first = call("GET", f"{path}s", query="limit=2").body
    second = call("GET", f"{path}s", query=f"limit=2&cursor={first['next_cursor']}").body

    assert [person["display_name"] for person in first["items"] + second["items"]] == ["Ada", "Evelyn", "Mia"]
    assert second["next_cursor"] is None


def test_favoriters_of_a_missing_dwipp_are_answered_with_404() -> None:
    assert call("GET", f"{NOWHERE}/favorites").code == "not_found"


def test_a_cursor_of_another_dwipps_favorites_is_rejected() -> None:
    paths = [f"/dwipps/{write()['id']}" for _ in range(2)]
    for path in paths:
        for name in ("ada", "eve"):
            call("PUT", f"{path}/favorite", as_=name)
    cursor: Any = call("GET", f"{paths[0]}/favorites", query="limit=1").body["next_cursor"]

    assert call("GET", f"{paths[1]}/favorites", query=f"cursor={cursor}").code == "invalid_cursor"


def test_one_persons_dwipps_are_listed_for_everyone() -> None:
    mine = [write(f"Thought {number}", as_=SOMEBODY)["id"] for number in range(3)]
    write(as_="eve")

    assert pages(f"/users/{SOMEBODY}/dwipps", 2, as_="eve") == [mine[:0:-1], mine[:1]]
    assert pages(f"/users/{uuid4()}/dwipps", 2) == [[]]


@pytest.mark.parametrize("user", ["a%20b", "x" * 65, "%00", "a.b"])
def test_an_invalid_user_id_is_rejected_with_422(user: str) -> None:
    assert call("GET", f"/users/{user}/dwipps").body["errors"][0]["location"] == "path.user_id"

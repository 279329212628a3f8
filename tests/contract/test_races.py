"""Concurrent requests leave a state that some order of them would leave."""

from functools import partial

import pytest

from tests.contract.api import ApiSession, Newcomer, Somebody
from tests.contract.people import People
from tests.contract.together import at_once, statuses
from tests.platform.running import eventually

KINDS = [("upvote", "upvotes", "upvoted"), ("favorite", "favorites", "favorited")]


@pytest.fixture
def path(api: ApiSession, ada: Somebody) -> str:
    """Returns the path of a Dwipp of Ada."""
    return f"/dwipps/{api.call('POST', '/dwipps', {'text': 'Mine.'}, token=ada.access).json()['id']}"


@pytest.fixture
def crowd(newcomer: Newcomer) -> list[Somebody]:
    return [newcomer() for _ in range(4)]


@pytest.mark.parametrize(("kind", "counter", "mark"), KINDS)
def test_sixty_four_toggles_by_one_person_end_in_the_initial_state(
    api: ApiSession, ada: Somebody, path: str, kind: str, counter: str, mark: str
) -> None:
    answers = at_once([partial(api.call, "POST", f"{path}/{kind}", token=ada.access)] * 64)

    assert statuses(answers) == [200] * 64
    left = api.call("GET", path, token=ada.access).json()
    assert (left[counter], left["viewer"][mark]) == (0, False)


@pytest.mark.parametrize(("kind", "counter", "mark"), KINDS)
def test_a_counter_is_exact_after_many_concurrent_reactions(
    api: ApiSession, crowd: list[Somebody], path: str, kind: str, counter: str, mark: str
) -> None:
    calls = [
        partial(api.call, method, f"{path}/{kind}", token=somebody.access)
        for somebody in crowd
        for method in ("PUT", "DELETE", "PUT", "POST") * 4
    ]

    assert statuses(at_once(calls)) == [200] * len(calls)

    seen = [api.call("GET", path, token=somebody.access).json() for somebody in crowd]
    assert {one[counter] for one in seen} == {sum(one["viewer"][mark] for one in seen)}


def test_the_list_of_favoriters_is_as_long_as_the_counter(
    api: ApiSession, crowd: list[Somebody], path: str
) -> None:
    calls = [
        partial(api.call, "POST", f"{path}/favorite", token=somebody.access)
        for somebody in crowd
        for _ in range(3)
    ]

    at_once(calls)

    ada = crowd[0].access
    assert api.call("GET", path, token=ada).json()["favorites"] == len(crowd)
    assert eventually(
        lambda: len(api.call("GET", f"{path}/favorites", token=ada).json()["items"]) == len(crowd)
    )


def test_many_creates_with_one_key_make_one_dwipp(api: ApiSession, ada: Somebody) -> None:
    create = partial(
        api.call, "POST", "/dwipps", {"text": "Once."}, token=ada.access, headers={"Idempotency-Key": "once"}
    )

    answers = at_once([create] * 32)

    assert statuses(answers) == [201] * 32
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert eventually(lambda: len(api.call("GET", "/me/dwipps", token=ada.access).json()["items"]) == 1)


def test_two_texts_with_one_key_create_one_dwipp(api: ApiSession, ada: Somebody) -> None:
    calls = [
        partial(
            api.call, "POST", "/dwipps", {"text": text}, token=ada.access, headers={"Idempotency-Key": "k"}
        )
        for text in ("This.", "That.")
        for _ in range(8)
    ]

    answers = at_once(calls)

    assert statuses(answers) == [201] * 8 + [409] * 8
    assert len({answer.json()["id"] for answer in answers if answer.ok}) == 1


def test_one_of_many_edits_of_a_version_wins(api: ApiSession, ada: Somebody, path: str) -> None:
    etag = {"If-Match": api.call("GET", path, token=ada.access).headers["ETag"]}
    calls = [
        partial(api.call, "PATCH", path, {"text": f"Edit {number}"}, token=ada.access, headers=etag)
        for number in range(16)
    ]

    answers = at_once(calls)

    assert statuses(answers) == [200] + [412] * 15
    (winner,) = [answer.json() for answer in answers if answer.ok]
    assert winner["version"] == 2
    assert api.call("GET", path, token=ada.access).json() == winner


def test_racing_registrations_of_one_email_create_one_person(api: ApiSession, people: People) -> None:
    email = people.an_email()

    # Each but the first requests a new code, and Cognito mails five per hour.
    answers = at_once([partial(api.call, "POST", "/accounts", {"email": email})] * 4)

    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
    people.confirm(email)
    api.leave(api.logged_in(Somebody(email)))


def test_a_delete_that_races_with_reactions_leaves_nothing(
    api: ApiSession, ada: Somebody, crowd: list[Somebody], path: str
) -> None:
    calls = [
        partial(api.call, "PUT", f"{path}/{kind}", token=somebody.access)
        for somebody in crowd
        for kind in ("upvote", "favorite")
    ]
    delete = partial(api.call, "DELETE", path, token=ada.access)

    reacted = at_once([*calls[:4], delete, *calls[4:]])

    assert reacted[4].status_code == 204
    assert {answer.status_code for answer in reacted[:4] + reacted[5:]} <= {200, 404}
    for somebody in crowd:
        assert api.call("GET", path, token=somebody.access).status_code == 404
        assert api.call("GET", "/me/favorites", token=somebody.access).json()["items"] == []
    assert statuses(at_once(calls)) == [404] * len(calls)


def test_one_of_many_deletes_of_a_dwipp_succeeds(api: ApiSession, ada: Somebody, path: str) -> None:
    answers = at_once([partial(api.call, "DELETE", path, token=ada.access)] * 8)

    assert statuses(answers) == [204] + [404] * 7


def test_a_person_who_leaves_during_their_creates_leaves_nothing(
    api: ApiSession, newcomer: Newcomer, ada: Somebody
) -> None:
    grace = newcomer()
    user_id = api.call("GET", "/me", token=grace.access).json()["user_id"]
    create = partial(api.call, "POST", "/dwipps", {"text": "Still here?"}, token=grace.access)

    at_once([*[create] * 8, partial(api.call, "DELETE", "/me", token=grace.access), *[create] * 8])

    assert api.call("GET", f"/users/{user_id}/dwipps", token=ada.access).json()["items"] == []
    feed = api.call("GET", "/dwipps", token=ada.access, params={"limit": 100}).json()["items"]
    assert user_id not in {item["author"]["id"] for item in feed}

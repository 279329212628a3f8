"""What people do with the API, from the registration to leaving."""

from typing import Any

import requests

from tests.contract.api import PASSWORD, ApiSession, Newcomer, Somebody
from tests.contract.people import People
from tests.platform.running import eventually


def written(api: ApiSession, author: Somebody, text: str = "Water is just wet air.") -> dict[str, Any]:
    answer = api.call("POST", "/dwipps", {"text": text}, token=author.access)
    assert answer.status_code == 201, answer.text
    dwipp: dict[str, Any] = answer.json()
    return dwipp


def listed(api: ApiSession, path: str, somebody: Somebody) -> list[dict[str, Any]]:
    """Returns the first hundred of a list."""
    answer = api.call("GET", path, token=somebody.access, params={"limit": 100})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_somebody_registers_confirms_logs_in_and_leaves(api: ApiSession, people: People) -> None:
    login = {"email": people.an_email(), "password": PASSWORD}

    assert api.call("POST", "/accounts", {"email": login["email"]}).status_code == 202
    assert api.call("POST", "/sessions", login).json()["code"] == "invalid_credentials"
    people.confirm(login["email"])
    session = api.call("POST", "/sessions", login).json()
    me = api.call("GET", "/me", token=session["access_token"]).json()
    assert (me["email"], me["display_name"]) == (login["email"], "Somebody")

    assert api.call("DELETE", "/me", token=session["access_token"]).status_code == 204
    assert api.call("POST", "/sessions", login).status_code == 401


def test_each_person_of_the_suite_has_an_own_email(api: ApiSession, ada: Somebody) -> None:
    assert api.call("GET", "/me", token=ada.access).json()["email"] == ada.email


def test_everyone_sees_a_dwipp_and_nobody_sees_its_authors_email(
    api: ApiSession, ada: Somebody, eve: Somebody
) -> None:
    dwipp = written(api, ada)
    seen = {**dwipp, "viewer": {**dwipp["viewer"], "is_author": False}}

    assert dwipp["viewer"] == {"upvoted": False, "favorited": False, "is_author": True}
    assert api.call("GET", f"/dwipps/{dwipp['id']}", token=eve.access).json() == seen
    assert eventually(lambda: seen in listed(api, "/dwipps", eve))
    assert eventually(lambda: listed(api, "/me/dwipps", ada) == [dwipp])
    assert listed(api, f"/users/{dwipp['author']['id']}/dwipps", eve) == [seen]
    assert ada.email not in api.call("GET", "/dwipps", token=eve.access).text


def test_an_edit_is_seen_with_its_version(api: ApiSession, ada: Somebody, eve: Somebody) -> None:
    path = f"/dwipps/{written(api, ada)['id']}"
    etag = api.call("GET", path, token=ada.access).headers["ETag"]

    edited = api.call("PATCH", path, {"text": "Or not."}, token=ada.access, headers={"If-Match": etag})

    assert (edited.status_code, edited.json()["version"]) == (200, 2)
    assert edited.headers["ETag"] != etag
    assert api.call("GET", path, token=eve.access).json()["text"] == "Or not."


def test_reactions_are_counted_once_per_person_and_can_be_removed(
    api: ApiSession, ada: Somebody, eve: Somebody
) -> None:
    dwipp = written(api, ada)
    for kind, counter, mark in (("upvote", "upvotes", "upvoted"), ("favorite", "favorites", "favorited")):
        path = f"/dwipps/{dwipp['id']}/{kind}"
        done = [
            api.call(method, path, token=somebody.access).json()
            for method, somebody in (
                *(("PUT", ada), ("PUT", eve), ("PUT", eve), ("POST", ada), ("POST", ada)),
                *(("DELETE", ada), ("DELETE", ada)),
            )
        ]

        assert [one[counter] for one in done] == [1, 2, 2, 1, 2, 1, 1]
        assert [one["viewer"][mark] for one in done] == [True, True, True, False, True, False, False]


def test_favorites_are_listed_for_the_caller_and_by_dwipp(
    api: ApiSession, ada: Somebody, eve: Somebody
) -> None:
    dwipp = written(api, ada)
    api.call("PUT", f"/dwipps/{dwipp['id']}/favorite", token=eve.access)
    eves_id = api.call("GET", "/me", token=eve.access).json()["user_id"]

    assert eventually(lambda: [one["id"] for one in listed(api, "/me/favorites", eve)] == [dwipp["id"]])
    favoriters = f"/dwipps/{dwipp['id']}/favorites"
    assert eventually(lambda: [one["id"] for one in listed(api, favoriters, ada)] == [eves_id])


def test_a_list_shows_each_dwipp_once_newest_first(api: ApiSession, ada: Somebody) -> None:
    ids = [written(api, ada, f"Thought {number}")["id"] for number in range(5)]
    eventually(lambda: len(listed(api, "/me/dwipps", ada)) == len(ids))

    assert api.paged_ids("/me/dwipps", ada, limit=2) == ids[::-1]


def test_a_create_that_is_retried_with_its_key_is_written_once(api: ApiSession, ada: Somebody) -> None:
    headers = {"Idempotency-Key": "once"}
    first, second = (
        api.call("POST", "/dwipps", {"text": "Once."}, token=ada.access, headers=headers) for _ in range(2)
    )

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert eventually(lambda: len(listed(api, "/me/dwipps", ada)) == 1)


def test_a_deleted_dwipp_is_gone_for_everyone(api: ApiSession, ada: Somebody, eve: Somebody) -> None:
    path = f"/dwipps/{written(api, ada)['id']}"
    api.call("PUT", f"{path}/favorite", token=eve.access)

    assert api.call("DELETE", path, token=ada.access).status_code == 204

    assert api.call("GET", path, token=eve.access).status_code == 404
    assert api.call("GET", f"{path}/favorites", token=eve.access).status_code == 404
    assert eventually(lambda: listed(api, "/me/favorites", eve) == [])


def test_leaving_deletes_what_the_person_wrote(api: ApiSession, newcomer: Newcomer, eve: Somebody) -> None:
    grace = newcomer()
    dwipp = written(api, grace)

    assert api.call("DELETE", "/me", token=grace.access).status_code == 204

    assert api.call("GET", f"/dwipps/{dwipp['id']}", token=eve.access).status_code == 404
    assert listed(api, f"/users/{dwipp['author']['id']}/dwipps", eve) == []
    assert dwipp["id"] not in [one["id"] for one in listed(api, "/dwipps", eve)]


def test_a_session_is_refreshed_until_its_person_logs_out(api: ApiSession, ada: Somebody) -> None:
    refresh = {"refresh_token": ada.tokens["refresh_token"]}
    session = api.call("POST", "/sessions/refresh", refresh).json()
    fresh = session["access_token"]
    assert session["refresh_token"]
    assert api.call("GET", "/me", token=fresh).json()["email"] == ada.email

    assert api.call("DELETE", "/sessions", token=fresh).status_code == 204

    assert api.call("POST", "/sessions/refresh", refresh).status_code == 401


def test_a_log_out_of_one_device_leaves_the_others_logged_in(api: ApiSession, ada: Somebody) -> None:
    here = {"refresh_token": api.log_in(ada.email, ada.password).json()["refresh_token"]}

    assert api.call("POST", "/sessions/revoke", here).status_code == 204

    assert api.call("POST", "/sessions/refresh", here).status_code == 401
    assert api.call("POST", "/sessions/revoke", here).status_code == 204
    elsewhere = {"refresh_token": ada.tokens["refresh_token"]}
    assert api.call("POST", "/sessions/refresh", elsewhere).status_code == 200


def test_a_browser_is_logged_in_by_its_cookie_until_it_logs_out(api: ApiSession, ada: Somebody) -> None:
    path, page = "/browser/sessions", {"Dwipper-Client": "browser"}
    login = {"email": ada.email, "password": ada.password}

    started = api.call("POST", path, login, headers=page)
    assert (started.status_code, sorted(started.json())) == (
        200,
        ["access_token", "expires_in", "token_type"],
    )
    page["Cookie"] = cookie_of(started)
    refreshed = api.call("POST", f"{path}/refresh", headers=page)
    assert api.call("GET", "/me", token=refreshed.json()["access_token"]).json()["email"] == ada.email
    assert cookie_of(refreshed) != page["Cookie"]

    page["Cookie"] = cookie_of(refreshed)
    assert api.call("DELETE", path, headers=page).status_code == 204

    ended = api.call("POST", f"{path}/refresh", headers=page)
    assert (ended.status_code, ended.json()["code"]) == (401, "invalid_refresh_token")
    assert "Max-Age=0" in ended.headers["Set-Cookie"]


def cookie_of(answer: requests.Response) -> str:
    """Returns the cookie as a browser sends it; `requests` sends one that is `Secure` by HTTPS only."""
    cookie, *attributes = answer.headers["Set-Cookie"].split("; ")
    assert {"HttpOnly", "Path=/", "SameSite=Strict", "Secure"} <= set(attributes)
    assert cookie.startswith("__Host-")
    return cookie


def test_a_name_and_a_password_change(api: ApiSession, ada: Somebody) -> None:
    assert api.call("PATCH", "/me", {"display_name": "Countess"}, token=ada.access).status_code == 200
    change = {"current_password": ada.password, "new_password": "Brand-New-77"}
    assert api.call("PUT", "/me/password", change, token=ada.access).status_code == 204
    ada.password = "Brand-New-77"

    assert written(api, api.logged_in(ada))["author"]["display_name"] == "Countess"


def test_health_docs_and_contract_are_open_to_all(api: ApiSession) -> None:
    assert api.call("GET", "/health").json() == {"status": "ok"}
    assert "https://" not in api.call("GET", "/docs").text
    assert api.call("GET", "/openapi.json").json()["openapi"].startswith("3.")

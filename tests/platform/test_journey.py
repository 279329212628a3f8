"""The way from a registration to a Dwipp in everyone's feed, through the front door."""

from typing import Any

from localcloud.demo.people import PEOPLE
from tests.platform.api import PASSWORD, LaptopApi, Somebody


def test_a_person_registers_confirms_logs_in_posts_and_sees_everyones(api: LaptopApi) -> None:
    email = "grace.hopper@example.org"
    login = {"email": email, "password": PASSWORD}

    assert api.call("POST", "/accounts", {"email": email}).status_code == 202
    mail = api.mails_to(email)[0]
    assert mail["code"] in mail["body"]
    confirmation = {**login, "code": mail["code"], "display_name": "Grace"}
    assert api.call("POST", "/accounts/confirm", confirmation).ok
    token = api.call("POST", "/sessions", login).json()["access_token"]
    posted = api.call("POST", "/dwipps", {"text": "Water is just wet air."}, token=token)
    assert posted.status_code == 201
    dwipp = posted.json()
    assert (dwipp["text"], dwipp["author"]["display_name"]) == ("Water is just wet air.", "Grace")
    assert dwipp["viewer"] == {"upvoted": False, "favorited": False, "is_author": True}
    assert api.call("GET", f"/dwipps/{dwipp['id']}", token=token).json() == dwipp
    assert api.call("GET", "/dwipps", token=token).json()["items"][0] == dwipp
    assert api.call("GET", "/me/dwipps", token=token).json()["items"] == [dwipp]


def test_everyone_sees_everyones_dwipps(api: LaptopApi, ada: Somebody) -> None:
    dwipp = api.call("POST", "/dwipps", {"text": "Seen by all."}, token=ada.access).json()

    seen = api.call("GET", "/dwipps", token=api.somebody().access).json()["items"][0]

    assert seen == {**dwipp, "viewer": {**dwipp["viewer"], "is_author": False}}


def everything(api: LaptopApi, path: str, token: str) -> list[dict[str, Any]]:
    """Returns all pages of a list."""
    page = api.call("GET", path, token=token, params={"limit": 100}).json()
    items: list[dict[str, Any]] = page["items"]
    while page["next_cursor"]:
        page = api.call("GET", path, token=token, params={"cursor": page["next_cursor"], "limit": 100}).json()
        items += page["items"]
    return items


def test_the_demo_has_people_dwipps_and_reactions(api: LaptopApi) -> None:
    """There are many people over many days, no text twice, and counters that match the reactions."""
    token = api.log_in("ada@dwipper.example", "Shower-thoughts-1").json()["access_token"]
    voices = {person.name for person in PEOPLE}

    feed = everything(api, "/dwipps", token)
    demo = [item for item in feed if item["author"]["display_name"] in voices]
    first = demo[:25]

    assert [item["id"] for item in feed] == sorted((item["id"] for item in feed), reverse=True)
    assert {item["author"]["display_name"] for item in demo} == voices
    assert len({item["text"] for item in demo}) == len(demo)
    assert len({item["author"]["id"] for item in first}) > 10
    assert len({item["created_at"][:13] for item in first}) > 5  # hours
    assert len({item["created_at"][:10] for item in demo}) > 10
    assert len({item["upvotes"] for item in demo}) > 5
    assert any(item["viewer"]["upvoted"] for item in demo)
    assert len(everything(api, "/me/favorites", token)) == sum(item["viewer"]["favorited"] for item in demo)
    liked = max(demo, key=lambda item: int(item["favorites"]))
    assert len(everything(api, f"/dwipps/{liked['id']}/favorites", token)) == liked["favorites"]
    upvoted = next(item for item in demo if item["viewer"]["upvoted"])
    taken_back = api.call("DELETE", f"/dwipps/{upvoted['id']}/upvote", token=token).json()
    assert taken_back["upvotes"] == upvoted["upvotes"] - 1


def test_a_person_reads_and_changes_their_profile(api: LaptopApi, ada: Somebody) -> None:
    assert api.call("PATCH", "/me", {"display_name": "Countess"}, token=ada.access).status_code == 200

    me = api.call("GET", "/me", token=ada.access).json()

    assert (me["email"], me["display_name"]) == (ada.email, "Countess")


def test_a_forgotten_password_is_reset_by_mail(api: LaptopApi, ada: Somebody) -> None:
    assert api.call("POST", "/passwords/forgot", {"email": ada.email}).status_code == 202
    reset = {"email": ada.email, "code": api.code_for(ada.email), "password": "Brand-New-77"}
    assert api.call("POST", "/passwords/reset", reset).ok

    assert api.log_in(ada.email, "Brand-New-77").status_code == 200
    assert api.log_in(ada.email, ada.password).status_code == 401


def test_a_password_change_needs_the_current_password(api: LaptopApi, ada: Somebody) -> None:
    change = {"current_password": ada.password, "new_password": "Brand-New-77"}
    assert api.call("PUT", "/me/password", change, token=ada.access).ok

    assert api.log_in(ada.email, "Brand-New-77").status_code == 200


def test_a_refresh_token_gives_new_tokens(api: LaptopApi, ada: Somebody) -> None:
    answer = api.call("POST", "/sessions/refresh", {"refresh_token": ada.tokens["refresh_token"]})

    assert answer.status_code == 200
    assert api.call("GET", "/me", token=answer.json()["access_token"]).json()["email"] == ada.email


def test_the_docs_and_their_assets_need_no_other_host(api: LaptopApi) -> None:
    page = api.call("GET", "/docs")

    assert page.headers["Content-Type"].startswith("text/html")
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert api.call("GET", "/openapi.json").json()["openapi"].startswith("3.")

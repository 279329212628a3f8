"""From nobody to a Dwipp in everyone's feed, through the front door."""

from tests.platform.api import PASSWORD, Api, Somebody


def test_a_person_registers_confirms_logs_in_posts_and_sees_everyones(api: Api) -> None:
    email = "grace.hopper@example.org"
    login = {"email": email, "password": PASSWORD}

    assert api.call("POST", "/accounts", {**login, "display_name": "Grace"}).status_code == 202
    mail = api.mails_to(email)[0]
    assert mail["code"] in mail["body"]
    assert api.call("POST", "/accounts/confirm", {"email": email, "code": mail["code"]}).ok
    token = api.call("POST", "/sessions", login).json()["access_token"]
    posted = api.call("POST", "/dwipps", {"text": "Water is just wet air."}, token=token)
    assert posted.status_code == 201
    dwipp = posted.json()
    assert (dwipp["text"], dwipp["author"]["display_name"]) == ("Water is just wet air.", "Grace")
    assert dwipp["viewer"] == {"upvoted": False, "favorited": False, "is_author": True}
    assert api.call("GET", f"/dwipps/{dwipp['id']}", token=token).json() == dwipp
    assert api.call("GET", "/dwipps", token=token).json()["items"][0] == dwipp
    assert api.call("GET", "/me/dwipps", token=token).json()["items"] == [dwipp]


def test_everyone_sees_everyones(api: Api, ada: Somebody) -> None:
    dwipp = api.call("POST", "/dwipps", {"text": "Seen by all."}, token=ada.access).json()

    seen = api.call("GET", "/dwipps", token=api.somebody().access).json()["items"][0]

    assert seen == {**dwipp, "viewer": {**dwipp["viewer"], "is_author": False}}


def test_the_demo_is_there_to_look_at(api: Api) -> None:
    token = api.log_in("ada@dwipper.example", "Shower-thoughts-1").json()["access_token"]
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = api.call("GET", "/dwipps", token=token, params={"limit": 100, **cursor}).json()
        seen += [item["id"] for item in page["items"] if item["author"]["display_name"] != "Grace"]
        if not page["next_cursor"]:
            break
        cursor = {"cursor": page["next_cursor"]}

    assert len(seen) >= 300
    assert seen == sorted(seen, reverse=True)


def test_a_person_reads_and_changes_their_profile(api: Api, ada: Somebody) -> None:
    assert api.call("PATCH", "/me", {"display_name": "Countess"}, token=ada.access).status_code == 200

    me = api.call("GET", "/me", token=ada.access).json()

    assert (me["email"], me["display_name"]) == (ada.email, "Countess")


def test_a_forgotten_password_is_reset_by_mail(api: Api, ada: Somebody) -> None:
    assert api.call("POST", "/passwords/forgot", {"email": ada.email}).status_code == 202
    reset = {"email": ada.email, "code": api.code_for(ada.email), "password": "Brand-New-77"}
    assert api.call("POST", "/passwords/reset", reset).ok

    assert api.log_in(ada.email, "Brand-New-77").status_code == 200
    assert api.log_in(ada.email, ada.password).status_code == 401


def test_a_password_is_changed_by_whoever_knows_it(api: Api, ada: Somebody) -> None:
    change = {"current_password": ada.password, "new_password": "Brand-New-77"}
    assert api.call("PUT", "/me/password", change, token=ada.access).ok

    assert api.log_in(ada.email, "Brand-New-77").status_code == 200


def test_a_refresh_token_gives_new_tokens(api: Api, ada: Somebody) -> None:
    answer = api.call("POST", "/sessions/refresh", {"refresh_token": ada.tokens["refresh_token"]})

    assert answer.status_code == 200
    assert api.call("GET", "/me", token=answer.json()["access_token"]).json()["email"] == ada.email


def test_the_docs_and_their_assets_need_no_other_host(api: Api) -> None:
    page = api.call("GET", "/docs")

    assert page.headers["Content-Type"].startswith("text/html")
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert api.call("GET", "/openapi.json").json()["openapi"].startswith("3.")

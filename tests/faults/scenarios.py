"""Every operation of the API, in each branch that calls AWS, as a request."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from infra.functions.api import TIMEOUT_SECONDS
from tests.faults.items import ADA_1, ADA_2, EVE, EVE_1, EVE_2, GONE, GUS_1, TEXT
from tests.faults.pool import CODE
from tests.webapp.accounts.tokens import sealed
from tests.webapp.events import LambdaAnswer, call
from webapp.environment import environment

__all__ = ["SCENARIOS", "Scenario"]

EMAIL = {"email": "ada@example.org"}
PASSWORD, NEW_PASSWORD = "Secret-99", "Brand-New-77"
WRITTEN, OTHER = {"text": TEXT}, {"text": "Is wet air just water?"}


@dataclass(frozen=True)
class Scenario:
    """A request, and the status of its answer.

    `again` lists what a retry of the done request may get; the state is then as after one request. If a retry is not
    possible, the requests of `way_out` come first. `again` is empty if a second request has a second effect.
    """

    operation: str
    branch: str
    method: str
    path: str
    status: int
    body: Mapping[str, str] | None = None
    again: Collection[int] | None = None
    as_: str = "ada"
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Sequence[str] = ()
    seconds: float = TIMEOUT_SECONDS
    way_out: Sequence["Scenario"] = ()

    @property
    def name(self) -> str:
        return f"{self.operation}: {self.branch}" if self.branch else self.operation

    def run(self) -> LambdaAnswer:
        return call(
            self.method,
            self.path,
            self.body,
            as_=self.as_,
            query=self.query,
            headers={**self.headers},
            cookies=self.cookies,
        )


def accounts() -> list[Scenario]:
    new, una = {"email": "new@example.org"}, {"email": "una@example.org"}
    password, code = {"password": PASSWORD}, {"code": CODE}
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    reset = {**EMAIL, **code, "password": NEW_PASSWORD}
    secret = f"the {environment().client_secret_parameter} of the tests"
    current, used = (sealed(f"{one}-of-ada", "ada", secret) for one in ("refresh", "used"))
    refresh, reuse = {"refresh_token": current}, {"refresh_token": used}
    browser, page = "/browser/sessions", {"dwipper-client": "browser"}
    cookie = [f"__Host-dwipper={current}"]
    confirm, resend = "/accounts/confirm", "/accounts/confirm/resend"
    confirmation = {**una, **code, **password, "display_name": "Una"}
    way_out = (
        Scenario("forgot_password", "of Una", "POST", "/passwords/forgot", 202, una),
        Scenario("reset_password", "of Una", "POST", "/passwords/reset", 204, {**una, **code, **password}),
        Scenario("log_in", "of Una", "POST", "/sessions", 200, {**una, **password}),
        Scenario("update_me", "of Una", "PATCH", "/me", 200, {"display_name": "Una"}, as_="una"),
    )
    return [
        Scenario("register", "", "POST", "/accounts", 202, new),
        Scenario("register", "an unconfirmed email", "POST", "/accounts", 202, una),
        Scenario("register", "a taken email", "POST", "/accounts", 202, EMAIL),
        Scenario(
            "confirm_account", "", "POST", confirm, 204, confirmation, again={204, 400}, way_out=way_out
        ),
        Scenario("resend_confirmation", "", "POST", resend, 202, una),
        Scenario("log_in", "", "POST", "/sessions", 200, {**EMAIL, **password}),
        Scenario("refresh_session", "", "POST", "/sessions/refresh", 200, refresh),
        Scenario("refresh_session", "a used token", "POST", "/sessions/refresh", 401, reuse),
        Scenario("revoke_session", "", "POST", "/sessions/revoke", 204, refresh),
        Scenario("log_in_browser", "", "POST", browser, 200, {**EMAIL, **password}, headers=page),
        Scenario("refresh_browser", "", "POST", f"{browser}/refresh", 200, headers=page, cookies=cookie),
        Scenario("log_out_browser", "", "DELETE", browser, 204, headers=page, cookies=cookie),
        Scenario("log_out", "", "DELETE", "/sessions", 204, again={204, 401}),
        Scenario("forgot_password", "", "POST", "/passwords/forgot", 202, EMAIL),
        Scenario(
            "reset_password",
            "",
            "POST",
            "/passwords/reset",
            204,
            reset,
            again={204, 400},
            way_out=(
                Scenario("forgot_password", "again", "POST", "/passwords/forgot", 202, EMAIL),
                Scenario("reset_password", "again", "POST", "/passwords/reset", 204, reset),
            ),
        ),
        Scenario("change_password", "", "PUT", "/me/password", 204, change, again={204, 403}),
    ]


def people() -> list[Scenario]:
    name = {"display_name": "Countess"}
    return [
        Scenario("get_me", "", "GET", "/me", 200),
        Scenario("get_me", "nameless", "GET", "/me", 200, as_="noa"),
        Scenario("get_me", "left", "GET", "/me", 401, as_="gus"),
        Scenario("update_me", "", "PATCH", "/me", 200, name),
        Scenario("update_me", "nameless", "PATCH", "/me", 200, name, as_="noa"),
        Scenario("update_me", "left", "PATCH", "/me", 401, name, as_="gus"),
        Scenario("delete_me", "", "DELETE", "/me", 204, again={204, 401}),
    ]


def writing() -> list[Scenario]:
    create, ada_1, eve_1, gone = "/dwipps", f"/dwipps/{ADA_1}", f"/dwipps/{EVE_1}", f"/dwipps/{GONE}"
    new, used = {"idempotency-key": "new"}, {"idempotency-key": "used"}
    first, seventh = {"if-match": '"1"'}, {"if-match": '"7"'}
    return [
        Scenario("create_dwipp", "", "POST", create, 201, WRITTEN, again=()),
        Scenario("create_dwipp", "with a key", "POST", create, 201, WRITTEN, headers=new),
        Scenario("create_dwipp", "with a used key", "POST", create, 201, WRITTEN, headers=used),
        Scenario("create_dwipp", "with another's key", "POST", create, 409, OTHER, headers=used),
        Scenario("create_dwipp", "nameless", "POST", create, 201, WRITTEN, headers=new, as_="noa"),
        Scenario("create_dwipp", "left", "POST", create, 401, WRITTEN, as_="gus"),
        Scenario("update_dwipp", "", "PATCH", ada_1, 200, OTHER, again=()),
        Scenario("update_dwipp", "if it matches", "PATCH", ada_1, 200, OTHER, headers=first),
        Scenario("update_dwipp", "where it does not", "PATCH", ada_1, 412, OTHER, headers=seventh),
        Scenario("update_dwipp", "another's", "PATCH", eve_1, 403, OTHER),
        Scenario("update_dwipp", "gone", "PATCH", gone, 404, OTHER),
        Scenario("delete_dwipp", "", "DELETE", f"/dwipps/{ADA_2}", 204, again={204, 404}),
        Scenario("delete_dwipp", "another's", "DELETE", eve_1, 403),
        Scenario("delete_dwipp", "gone", "DELETE", gone, 404),
    ]


def reading() -> list[Scenario]:
    return [
        Scenario("get_dwipp", "", "GET", f"/dwipps/{EVE_1}", 200),
        Scenario("get_dwipp", "gone", "GET", f"/dwipps/{GONE}", 404),
        Scenario("get_dwipp", "of somebody who left", "GET", f"/dwipps/{GUS_1}", 404),
        Scenario("list_dwipps", "", "GET", "/dwipps", 200),
        Scenario("list_dwipps", "with more to come", "GET", "/dwipps", 200, query="limit=1"),
        Scenario("list_dwipps", "with a wrong cursor", "GET", "/dwipps", 422, query="cursor=x"),
        Scenario("list_my_dwipps", "with more to come", "GET", "/me/dwipps", 200, query="limit=1"),
        Scenario("list_my_dwipps", "none", "GET", "/me/dwipps", 200, as_="noa"),
        Scenario(
            "list_user_dwipps", "with more to come", "GET", f"/users/{EVE}/dwipps", 200, query="limit=1"
        ),
        Scenario("list_my_favorites", "with more to come", "GET", "/me/favorites", 200, query="limit=1"),
        Scenario(
            "list_favoriters", "with more to come", "GET", f"/dwipps/{EVE_1}/favorites", 200, query="limit=1"
        ),
        Scenario("list_favoriters", "gone", "GET", f"/dwipps/{GONE}/favorites", 404),
    ]


def reacting() -> list[Scenario]:
    found = []
    for word, took_back, kind in (("upvote", "unvote", "upvote"), ("favorite", "unfavorite", "favorite")):
        there, new, gone, left = (f"/dwipps/{one}/{kind}" for one in (EVE_1, EVE_2, GONE, GUS_1))
        put, remove, toggle = f"{word}_dwipp", f"{took_back}_dwipp", f"toggle_{word}"
        found += [
            Scenario(put, "", "PUT", new, 200),
            Scenario(put, "done already", "PUT", there, 200),
            Scenario(put, "nameless", "PUT", new, 200, as_="noa"),
            Scenario(put, "left", "PUT", new, 401, as_="gus"),
            Scenario(put, "gone", "PUT", gone, 404),
            Scenario(put, "of somebody who left", "PUT", left, 404),
            Scenario(remove, "", "DELETE", there, 200),
            Scenario(remove, "not there", "DELETE", new, 200),
            Scenario(remove, "gone", "DELETE", gone, 404),
            Scenario(toggle, "on", "POST", new, 200, again=()),
            Scenario(toggle, "off", "POST", there, 200, again=()),
        ]
    return found


SCENARIOS = [*accounts(), *people(), *writing(), *reading(), *reacting()]

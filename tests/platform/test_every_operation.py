"""Every operation works on the laptop, which enforces the roles' rights, and the worker handles the changes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import requests

from tests.operations import CONTRACT, OPERATIONS, Operation
from tests.platform.api import LaptopApi, Somebody
from tests.platform.aws import aws
from tests.platform.running import RunningPlatform, eventually

PAGE = {"Dwipper-Client": "browser"}
DENIED = "not authorized to perform"
# Headers of HTTP and of the gateway. Cache-Control is in the contract's description.
OF_ALL_ANSWERS = {"apigw-requestid", "cache-control", "content-length", "content-type", "date", "server"}


class Step(NamedTuple):
    """A request, and the accepted statuses."""

    method: str
    path: str  # as in openapi.json
    statuses: set[int]
    body: dict[str, str] | None = None

    @property
    def described(self) -> Mapping[str, Any]:
        """Returns the operation's description in the contract."""
        return next(one.described for one in OPERATIONS if (one.method, one.template) == self[:2])


def steps(somebody: Somebody) -> Sequence[Step]:
    """Returns every operation but `DELETE /me`, in an order in which each succeeds. Codes are guessed."""
    login = {"email": somebody.email, "password": somebody.password}
    code, mail = {"email": somebody.email, "code": "000000"}, {"email": somebody.email}
    change = {"current_password": somebody.password, "new_password": "Brand-New-77"}
    refresh = {"refresh_token": somebody.tokens["refresh_token"]}
    first = [
        Step("POST", "/accounts", {202}, mail),
        Step("POST", "/accounts/confirm", {400}, {**code, "password": somebody.password}),
        Step("POST", "/accounts/confirm/resend", {202}, mail),
        Step("POST", "/passwords/reset", {400}, {**code, "password": "Brand-New-77"}),
        Step("POST", "/sessions", {200}, login),
        Step("POST", "/sessions/refresh", {200}, refresh),
        Step("POST", "/sessions/revoke", {204}, refresh),
        Step("POST", "/browser/sessions", {200}, login),
        Step("POST", "/browser/sessions/refresh", {200}),
        Step("DELETE", "/browser/sessions", {204}),
    ]
    last = [
        Step("PUT", "/me/password", {204}, change),
        Step("POST", "/passwords/forgot", {202}, mail),
        Step("DELETE", "/sessions", {204}),
    ]
    listed = {("DELETE", "/me"), *((one.method, one.path) for one in (*first, *last))}
    others = [by_its_example(one) for one in OPERATIONS if (one.method, one.template) not in listed]
    return [*first, *sorted(others, key=turn), *last]


def by_its_example(operation: Operation) -> Step:
    """Returns a request with the contract's example of the body, and the status of its success."""
    statuses = {int(one) for one in operation.described["responses"] if one < "300"}
    return Step(operation.method, operation.template, statuses, operation.example)


def turn(step: Step) -> tuple[int, int, str, str]:
    """Returns a key that sorts creates first, then other requests, then deletes, the longest path first."""
    if step.method == "DELETE":
        return 2, -len(step.path), step.path, ""
    return (0 if step.statuses == {201} else 1), len(step.path), step.path, step.method


def parameters_below(path: str) -> set[str]:
    """Returns the path parameters that take the id of what was created at a path."""
    found = (re.match(re.escape(path) + r"/\{(\w+)\}", one.template) for one in OPERATIONS)
    return {one[1] for one in found if one}


def items(platform: RunningPlatform, table: str, **values: str) -> list[dict[str, Any]]:
    """Returns the items of a table with these values from the emulator."""
    pages = aws(platform, "dynamodb").get_paginator("scan").paginate(TableName=f"storage-{table}")
    wanted = {name: {"S": value} for name, value in values.items()}
    return [item for page in pages for item in page["Items"] if wanted.items() <= item.items()]


def denied(platform: RunningPlatform, before: int) -> Sequence[str]:
    """Returns what was logged since then of rights that infra/storage.py and infra/functions/ do not give."""
    return re.findall(f".*{DENIED}.*", platform.said()[before:])


def assert_headers_are_as_documented(step: Step, answer: requests.Response) -> None:
    """Asserts that the answer has exactly the contract's headers, apart from those that every answer may have."""
    answered = step.described["responses"][str(answer.status_code)]
    if "$ref" in answered:
        answered = CONTRACT["components"]["responses"][answered["$ref"].rpartition("/")[2]]
    headers = {name.lower() for name in answered.get("headers", {})}
    sent = {name.lower() for name in answer.headers}
    assert headers <= sent, (step, headers - sent)
    assert sent <= headers | OF_ALL_ANSWERS, (step, sent - headers)


def test_every_operation_is_answered_and_no_right_is_missing(
    platform: RunningPlatform, api: LaptopApi, ada: Somebody
) -> None:
    before = len(platform.said())
    headers = {"Authorization": f"Bearer {ada.access}", "Idempotency-Key": "k", **PAGE}
    places = {"asset": "docs.js", "user_id": api.call("GET", "/me", token=ada.access).json()["user_id"]}

    for step in steps(ada):
        unknown = set(re.findall(r"\{(\w+)\}", step.path)) - places.keys()
        assert not unknown, f"no step creates what {step.path} asks for: list it in `places`"
        answer = api.call(step.method, step.path.format(**places), step.body, headers=headers)
        said = [str(step), answer.text, *denied(platform, before)]
        assert answer.status_code in step.statuses, "\n".join(said)
        assert_headers_are_as_documented(step, answer)
        if "Set-Cookie" in answer.headers:  # `requests` sends it back by HTTPS only
            headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
        if answer.status_code == 201:
            places |= dict.fromkeys(parameters_below(step.path), answer.json()["id"])
    gone = api.somebody()
    assert api.call("DELETE", "/me", token=gone.access).status_code == 204

    assert denied(platform, before) == []


def test_the_worker_removes_the_rest_of_a_deleted_dwipp(
    platform: RunningPlatform, api: LaptopApi, ada: Somebody
) -> None:
    dwipp_id = api.call("POST", "/dwipps", {"text": "Short."}, token=ada.access).json()["id"]
    for kind in ("upvote", "favorite"):
        api.call("PUT", f"/dwipps/{dwipp_id}/{kind}", token=ada.access)
    assert items(platform, "favorites", dwipp_id=dwipp_id)

    api.call("DELETE", f"/dwipps/{dwipp_id}", token=ada.access)

    assert eventually(
        lambda: (
            not items(platform, "upvotes", dwipp_id=dwipp_id)
            and not items(platform, "favorites", dwipp_id=dwipp_id)
        )
    )


def test_the_worker_copies_a_new_name_to_the_persons_dwipps(api: LaptopApi, ada: Somebody) -> None:
    path = f"/dwipps/{api.call('POST', '/dwipps', {'text': 'Mine.'}, token=ada.access).json()['id']}"

    api.call("PATCH", "/me", {"display_name": "Countess"}, token=ada.access)

    assert eventually(
        lambda: api.call("GET", path, token=ada.access).json()["author"]["display_name"] == "Countess"
    )


def test_the_worker_removes_everything_of_a_person_who_left(
    platform: RunningPlatform, api: LaptopApi, ada: Somebody
) -> None:
    eve, before = api.somebody(), len(platform.said())
    mine = api.call("POST", "/dwipps", {"text": "Stays."}, token=ada.access).json()
    theirs = api.call("POST", "/dwipps", {"text": "Goes."}, token=eve.access).json()
    api.call("PUT", f"/dwipps/{mine['id']}/upvote", token=eve.access)

    assert api.call("DELETE", "/me", token=eve.access).status_code == 204

    assert api.call("GET", f"/dwipps/{theirs['id']}", token=ada.access).status_code == 404
    assert eventually(lambda: not items(platform, "dwipps", id=theirs["id"]))
    assert eventually(lambda: api.call("GET", f"/dwipps/{mine['id']}", token=ada.access).json() == mine)
    assert eventually(lambda: not items(platform, "profiles", user_id=theirs["author"]["id"], leaving="yes"))
    assert denied(platform, before) == []
    assert api.log_in(eve.email, eve.password).status_code == 401

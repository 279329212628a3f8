"""Every operation works on the laptop, which enforces the roles' rights, and the worker handles the changes."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import requests

from tests.platform.api import Api, Somebody
from tests.platform.aws import aws
from tests.platform.running import ROOT, RunningPlatform, eventually

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


def steps(somebody: Somebody) -> Iterator[Step]:
    """Returns every operation, in an order in which each succeeds. Codes are guessed."""
    login = {"email": somebody.email, "password": somebody.password}
    code = {"email": somebody.email, "code": "000000"}
    change = {"current_password": somebody.password, "new_password": "Brand-New-77"}
    for path in ("/health", "/openapi.json", "/docs", "/docs/{asset}", "/me"):
        yield Step("GET", path, {200})
    yield Step("POST", "/accounts", {202}, {"email": somebody.email})
    yield Step("POST", "/accounts/confirm", {400}, {**code, "password": somebody.password})
    yield Step("POST", "/accounts/confirm/resend", {202}, {"email": somebody.email})
    yield Step("POST", "/passwords/reset", {400}, {**code, "password": "Brand-New-77"})
    yield Step("POST", "/sessions", {200}, login)
    yield Step("POST", "/sessions/refresh", {200}, {"refresh_token": somebody.tokens["refresh_token"]})
    yield Step("POST", "/sessions/revoke", {204}, {"refresh_token": somebody.tokens["refresh_token"]})
    yield Step("POST", "/browser/sessions", {200}, login)
    yield Step("POST", "/browser/sessions/refresh", {200})
    yield Step("DELETE", "/browser/sessions", {204})
    yield Step("PATCH", "/me", {200}, {"display_name": "Countess"})
    yield Step("POST", "/dwipps", {201}, {"text": "Water is just wet air."})
    yield Step("PATCH", "/dwipps/{dwipp_id}", {200}, {"text": "Air is just dry water."})
    for kind in ("upvote", "favorite"):
        for method in ("PUT", "DELETE", "POST"):
            yield Step(method, f"/dwipps/{{dwipp_id}}/{kind}", {200})
    for path in ("/dwipps", "/dwipps/{dwipp_id}", "/dwipps/{dwipp_id}/favorites", "/users/{user_id}/dwipps"):
        yield Step("GET", path, {200})
    for path in ("/me/dwipps", "/me/favorites"):
        yield Step("GET", path, {200})
    yield Step("DELETE", "/dwipps/{dwipp_id}", {204})
    yield Step("PUT", "/me/password", {204}, change)
    yield Step("POST", "/passwords/forgot", {202}, {"email": somebody.email})
    yield Step("DELETE", "/sessions", {204})


def items(platform: RunningPlatform, table: str, **values: str) -> list[dict[str, Any]]:
    """Returns the items of a table with these values from the emulator."""
    pages = aws(platform, "dynamodb").get_paginator("scan").paginate(TableName=f"storage-{table}")
    wanted = {name: {"S": value} for name, value in values.items()}
    return [item for page in pages for item in page["Items"] if wanted.items() <= item.items()]


def assert_headers_are_as_documented(step: Step, answer: requests.Response) -> None:
    """Asserts that the answer has exactly the contract's headers, apart from those that every answer may have."""
    document = json.loads((ROOT / "openapi.json").read_text())
    operation = document["paths"][f"/api/v1{step.path}"][step.method.lower()]
    documented = operation["responses"][str(answer.status_code)]
    if "$ref" in documented:
        documented = document["components"]["responses"][documented["$ref"].rpartition("/")[2]]
    headers = {name.lower() for name in documented.get("headers", {})}
    sent = {name.lower() for name in answer.headers}
    assert headers <= sent, (step, headers - sent)
    assert sent <= headers | OF_ALL_ANSWERS, (step, sent - headers)


def test_every_operation_is_answered_and_no_right_is_missing(
    platform: RunningPlatform, api: Api, ada: Somebody
) -> None:
    before = len(platform.said())
    headers = {"Authorization": f"Bearer {ada.access}", "Idempotency-Key": "k", **PAGE}
    places = {"asset": "docs.js", "user_id": api.call("GET", "/me", token=ada.access).json()["user_id"]}

    for step in steps(ada):
        answer = api.call(step.method, step.path.format(**places), step.body, headers=headers)
        assert answer.status_code in step.statuses, (step, answer.text)
        assert_headers_are_as_documented(step, answer)
        if "Set-Cookie" in answer.headers:  # `requests` sends it back by HTTPS only
            headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
        if answer.status_code == 201:
            places["dwipp_id"] = answer.json()["id"]
    gone = api.somebody()
    assert api.call("DELETE", "/me", token=gone.access).status_code == 204

    assert DENIED not in platform.said()[before:]
    paths = json.loads((ROOT / "openapi.json").read_text())["paths"]
    documented = {(method.upper(), path.removeprefix("/api/v1")) for path in paths for method in paths[path]}
    assert documented == {(step.method, step.path) for step in steps(ada)} | {("DELETE", "/me")}, (
        "add a step for the operation"
    )


def test_the_worker_removes_the_rest_of_a_deleted_dwipp(
    platform: RunningPlatform, api: Api, ada: Somebody
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


def test_the_worker_copies_a_new_name_to_the_persons_dwipps(api: Api, ada: Somebody) -> None:
    path = f"/dwipps/{api.call('POST', '/dwipps', {'text': 'Mine.'}, token=ada.access).json()['id']}"

    api.call("PATCH", "/me", {"display_name": "Countess"}, token=ada.access)

    assert eventually(
        lambda: api.call("GET", path, token=ada.access).json()["author"]["display_name"] == "Countess"
    )


def test_the_worker_removes_everything_of_a_person_who_left(
    platform: RunningPlatform, api: Api, ada: Somebody
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
    assert DENIED not in platform.said()[before:]
    assert api.log_in(eve.email, eve.password).status_code == 401

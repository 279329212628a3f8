import json

import pytest

from tests.webapp.events import answer_to, call, make_claims, make_event


def test_health_calls_nothing() -> None:
    answer = call("GET", "/health", as_=None)

    assert (answer.status, answer.body) == (200, {"status": "ok"})


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(("as_", "status"), [("ada", 200), (None, 401)])
def test_personal_answers_are_never_stored(as_: str | None, status: int) -> None:
    answer = call("GET", "/dwipps", as_=as_)

    assert (answer.status, answer.headers["cache-control"]) == (status, "no-store")


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(("more", "status"), [(0, 201), (1, 413)])
def test_a_body_may_have_64_kib(more: int, status: int) -> None:
    body = json.dumps({"text": "Water."}).ljust(64 * 1024 + more)
    headers = {"content-type": "application/json"}

    answer = answer_to(
        make_event(method="POST", path="/dwipps", body=body, claims=make_claims(), headers=headers)
    )

    assert answer.status == status

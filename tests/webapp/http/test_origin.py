"""Where the stack has a site, the API answers what came through it: its firewall limits what an address may send."""

import os
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from tests.webapp.events import LambdaAnswer, answer_to, make_event
from webapp.environment import environment

SECRET = "what only CloudFront and the digest know"
BEFORE, NEXT = "what CloudFront sends until it is updated", "what a newer version expects"


@pytest.fixture
def _site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    digests = (sha256(one.encode()).hexdigest() for one in (SECRET, BEFORE, NEXT))
    monkeypatch.setenv("ORIGIN_SECRET_SHA256", ",".join(digests))
    environment.cache_clear()
    yield
    environment.cache_clear()


def answer_by_gateway(**headers: str) -> LambdaAnswer:
    event = make_event(headers=headers)
    context: dict[str, Any] = {
        **event["requestContext"],
        "domainName": "abc.execute-api.eu-west-1.amazonaws.com",
    }
    return answer_to({**event, "requestContext": context})


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize("sent", [SECRET, BEFORE, NEXT])
def test_a_request_through_the_site_is_answered_also_while_the_secret_rotates(sent: str) -> None:
    assert answer_by_gateway(**{"dwipper-origin": sent}).status == 200


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize(
    "sent", [{}, {"dwipper-origin": ""}, {"dwipper-origin": "a guess"}, {"dwipper-origin": "\ud800"}]
)
def test_a_request_that_avoids_the_site_is_refused(sent: dict[str, str]) -> None:
    answer = answer_by_gateway(**sent)

    assert (answer.status, answer.code) == (403, "use_the_site")


@pytest.mark.usefixtures("_site")
def test_the_digests_themselves_open_nothing() -> None:
    """Whoever may read the function's variables sees them."""
    digests = [sha256(SECRET.encode()).hexdigest(), os.environ["ORIGIN_SECRET_SHA256"]]

    assert {answer_by_gateway(**{"dwipper-origin": one}).status for one in digests} == {403}


@pytest.mark.usefixtures("_site")
def test_a_release_asks_a_new_version_directly() -> None:
    """It invokes the function by a right of AWS's: the gateway has named no domain."""
    assert answer_to(make_event()).status == 200


def test_without_a_site_the_apis_own_address_answers() -> None:
    assert answer_by_gateway().status == 200

"""A request ends before its function's time-out."""

import json

import pytest

from tests.webapp.events import SECONDS, answer_to, make_claims, make_event
from webapp import jobs
from webapp.aws.clients import ATTEMPTS, CONNECT_SECONDS, READ_SECONDS
from webapp.http.middleware import SPARE_SECONDS

BACK_OFF_SECONDS = 1  # before the second attempt, at most


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(("seconds", "status"), [(SECONDS, 201), (SPARE_SECONDS - 1, 503)])
def test_no_call_to_aws_begins_in_the_last_seconds_of_the_function(seconds: int, status: int) -> None:
    event = make_event(
        method="POST",
        path="/dwipps",
        body=json.dumps({"text": "Steam is water that has somewhere to be."}),
        claims=make_claims(),
        headers={"content-type": "application/json"},
    )

    assert answer_to(event, seconds).status == status


def test_the_spare_seconds_are_enough_for_the_last_call() -> None:
    longest_call = ATTEMPTS * (CONNECT_SECONDS + READ_SECONDS) + BACK_OFF_SECONDS

    assert longest_call == 7
    assert longest_call < SPARE_SECONDS < SECONDS / 2
    assert 2 * longest_call < jobs.SPARE_SECONDS  # a job's last call, and the message with what is left

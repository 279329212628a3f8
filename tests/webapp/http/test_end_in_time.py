"""A request ends before its function's time-out."""

import json

import pytest

from tests.webapp.events import SECONDS, answer_to, make_claims, make_event
from webapp.http.middleware import SPARE_SECONDS


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

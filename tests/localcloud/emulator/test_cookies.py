from typing import Any

import pytest

from localcloud.emulator.cookies import with_cookies


def test_cookies_are_in_a_list_and_not_among_the_headers() -> None:
    event = {"version": "2.0", "headers": {"cookie": "a=1; b=2;c=3; ", "accept": "*/*"}}

    assert with_cookies(event) == {
        "version": "2.0",
        "headers": {"accept": "*/*"},
        "cookies": ["a=1", "b=2", "c=3"],
    }


@pytest.mark.parametrize(
    "event",
    [{"version": "2.0", "headers": {"accept": "*/*"}}, {"Records": []}, {"headers": {"cookie": "a=1"}}],
)
def test_other_events_stay_as_they_are(event: dict[str, Any]) -> None:
    assert with_cookies(event) == event

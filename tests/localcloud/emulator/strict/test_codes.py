from typing import Any

import pytest

from localcloud.emulator.strict.codes import HOUR_SECONDS, Codes
from tests.localcloud.clock import Clock


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def refused(codes: Codes, user: dict[str, Any], code: object, purpose: str = "sign-up") -> str:
    """Returns Cognito's error, or None if the code works."""
    return (codes.refusal(user, purpose, code) or ("", ""))[0]


def test_codes_are_six_random_digits() -> None:
    codes = [Codes().issue({}, "sign-up") for _ in range(200)]

    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert len(set(codes)) > 190


def test_the_mailed_code_works() -> None:
    codes, user = Codes(), dict[str, Any]()

    assert refused(codes, user, codes.issue(user, "sign-up")) == ""


@pytest.mark.parametrize("code", ["", None, "abc", "1234567", "\ud800", 7])
def test_another_code_does_not_work(code: object) -> None:
    codes, user = Codes(), dict[str, Any]()
    codes.issue(user, "sign-up")

    assert refused(codes, user, code) == "CodeMismatchException"


def test_before_a_code_is_mailed_no_code_works() -> None:
    assert refused(Codes(), {}, "123456") == "ExpiredCodeException"


def test_a_used_code_does_not_work_again() -> None:
    codes, user = Codes(), dict[str, Any]()
    code = codes.issue(user, "sign-up")

    codes.spend(user, "sign-up")

    assert refused(codes, user, code) == "ExpiredCodeException"


def test_a_new_code_replaces_the_one_before() -> None:
    codes, user = Codes(), dict[str, Any]()
    first = codes.issue(user, "sign-up")
    second = codes.issue(user, "sign-up")

    assert refused(codes, user, second) == ""
    assert first == second or refused(codes, user, first) == "CodeMismatchException"


def test_a_code_works_only_for_its_purpose() -> None:
    codes, user = Codes(), dict[str, Any]()

    assert refused(codes, user, codes.issue(user, "sign-up"), "reset") == "ExpiredCodeException"


@pytest.mark.parametrize(
    ("purpose", "lifetime"),
    [("sign-up", 24 * HOUR_SECONDS), ("attribute", 24 * HOUR_SECONDS), ("reset", HOUR_SECONDS)],
)
def test_a_code_expires(purpose: str, lifetime: int) -> None:
    clock, user = Clock(), dict[str, Any]()
    codes = Codes(clock)
    code = codes.issue(user, purpose)

    clock.now += lifetime
    assert refused(codes, user, code, purpose) == ""
    clock.now += 1
    assert refused(codes, user, code, purpose) == "ExpiredCodeException"

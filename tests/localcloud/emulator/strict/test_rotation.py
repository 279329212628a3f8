from typing import Any

import pytest

from localcloud.emulator.strict.rotation import Rotation, is_rotating
from tests.localcloud.clock import Clock

GRACE = 60
CLIENT = {"RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": GRACE}}
LATER = 10_000


def token(jti: str, lives: float = LATER) -> dict[str, Any]:
    return {"jti": jti, "exp": Clock().now + lives}


def test_a_used_token_works_during_its_grace_and_is_then_a_reuse() -> None:
    clock = Clock()
    rotation, ada = Rotation(clock), dict[str, Any]()
    rotation.use(ada, token("first"))

    clock.now += GRACE
    assert rotation.refusal(CLIENT, ada, token("first")) is None
    clock.now += 0.1
    refusal = rotation.refusal(CLIENT, ada, token("first"))
    assert refusal
    assert refusal[0] == "RefreshTokenReuseException"
    assert rotation.refusal(CLIENT, ada, token("second")) is None


def test_a_second_use_does_not_prolong_the_grace() -> None:
    clock = Clock()
    rotation, ada = Rotation(clock), dict[str, Any]()
    rotation.use(ada, token("first"))
    clock.now += GRACE - 1
    rotation.use(ada, token("first"))

    clock.now += 2

    assert rotation.refusal(CLIENT, ada, token("first"))


def test_without_a_grace_period_a_used_token_is_refused_at_once() -> None:
    clock = Clock()
    rotation, ada = Rotation(clock), dict[str, Any]()
    rotation.use(ada, token("first"))
    clock.now += 0.1

    assert rotation.refusal({"RefreshTokenRotation": {"Feature": "ENABLED"}}, ada, token("first"))


def test_used_tokens_are_forgotten_when_they_have_expired() -> None:
    clock = Clock()
    rotation, ada = Rotation(clock), dict[str, Any]()
    rotation.use(ada, token("short", lives=100))
    clock.now += 100

    rotation.use(ada, token("long"))

    assert (rotation.is_used(ada, token("short")), rotation.is_used(ada, token("long"))) == (False, True)


@pytest.mark.parametrize("settings", [{}, {"RefreshTokenRotation": {"Feature": "DISABLED"}}])
def test_a_client_rotates_only_if_it_is_told_to(settings: dict[str, Any]) -> None:
    assert is_rotating(CLIENT)
    assert not is_rotating(settings)

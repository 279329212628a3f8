from localcloud.emulator.strict.attempts import HOUR_SECONDS, LIMIT_EXCEEDED, Attempts
from tests.localcloud.clock import Clock


def attempts_after(made: int) -> tuple[Attempts, Clock]:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(made):
        assert attempts.refusal("ada") is None
    return attempts, clock


def test_the_sixth_attempt_in_an_hour_is_refused() -> None:
    attempts, _ = attempts_after(5)

    assert attempts.refusal("ada") == LIMIT_EXCEEDED


def test_a_limit_is_per_person() -> None:
    attempts, _ = attempts_after(5)

    assert attempts.refusal("eve") is None


def test_an_attempt_counts_for_an_hour() -> None:
    attempts, clock = attempts_after(4)
    clock.now += HOUR_SECONDS - 1
    assert attempts.refusal("ada") is None

    assert attempts.refusal("ada") == LIMIT_EXCEEDED
    clock.now += 1
    assert [attempts.refusal("ada") for _ in range(5)] == [None] * 4 + [LIMIT_EXCEEDED]


def test_a_refused_attempt_does_not_count() -> None:
    attempts, clock = attempts_after(5)
    clock.now += HOUR_SECONDS - 1
    assert attempts.refusal("ada") == LIMIT_EXCEEDED

    clock.now += 1
    assert attempts.refusal("ada") is None


def test_people_without_an_attempt_for_an_hour_are_removed() -> None:
    attempts, clock = attempts_after(1)
    clock.now += HOUR_SECONDS

    attempts.refusal("eve")

    assert len(attempts) == 1

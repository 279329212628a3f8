"""Back-off: pauses grow up to a second, and are random so that writers do not collide again."""

from itertools import islice

from webapp.aws.backoff import pauses


def slept(tries: int) -> list[float]:
    """Records the pauses before each try but the first."""
    taken: list[float] = []
    list(islice(pauses(taken.append), tries))
    return taken


def test_the_first_try_does_not_wait() -> None:
    assert slept(1) == []


def test_each_pause_may_be_twice_as_long_as_the_one_before_up_to_a_second() -> None:
    longest = [0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1, 1]

    for _ in range(100):
        assert all(0 <= pause <= limit for pause, limit in zip(slept(9), longest, strict=True))


def test_colliding_writers_wait_for_different_times() -> None:
    assert len({slept(2)[0] for _ in range(100)}) > 90

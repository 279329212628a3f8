import pytest

from localcloud.emulator.strict.lockout import LONGEST, MOST_NAMES, Lockout
from tests.localcloud.clock import Clock


def lockout_after(failures: int) -> tuple[Lockout, Clock]:
    """Returns a lockout after this many failures in a row, each at the end of the lock before."""
    clock = Clock()
    lockout = Lockout(clock)
    for _ in range(failures):
        while lockout.is_locked("ada"):
            clock.now += 1
        lockout.failed("ada")
    return lockout, clock


@pytest.mark.parametrize("failures", range(5))
def test_four_failures_do_not_lock(failures: int) -> None:
    lockout, _ = lockout_after(failures)

    assert not lockout.is_locked("ada")


@pytest.mark.parametrize(
    ("failures", "seconds"), [(5, 1), (6, 2), (7, 4), (10, 32), (14, 512), (15, 900), (20, 900)]
)
def test_each_further_failure_doubles_the_lock_up_to_fifteen_minutes(failures: int, seconds: int) -> None:
    lockout, clock = lockout_after(failures)

    clock.now += seconds - 0.1
    assert lockout.is_locked("ada")
    clock.now += 0.1
    assert not lockout.is_locked("ada")


def test_a_lock_is_per_person() -> None:
    lockout, _ = lockout_after(5)

    assert not lockout.is_locked("eve")


def test_a_success_resets_the_count() -> None:
    lockout, clock = lockout_after(9)
    clock.now += 16

    lockout.succeeded("ada")
    lockout.failed("ada")

    assert not lockout.is_locked("ada")


def test_fifteen_minutes_without_an_attempt_reset_the_count() -> None:
    lockout, clock = lockout_after(9)

    clock.now += LONGEST + 1
    assert not lockout.is_locked("ada")
    lockout.failed("ada")

    assert not lockout.is_locked("ada")


def test_names_without_an_attempt_for_fifteen_minutes_are_removed() -> None:
    lockout, clock = lockout_after(1)
    clock.now += LONGEST + 1

    lockout.is_locked("eve")

    assert len(lockout) == 0


def test_the_number_of_unknown_names_is_bounded() -> None:
    lockout, _ = lockout_after(5)
    for number in range(MOST_NAMES - 1):
        lockout.failed(str(number))
    assert lockout.is_locked("ada")

    for number in range(10):
        lockout.failed(f"more-{number}")

    assert len(lockout) == MOST_NAMES
    assert lockout.is_locked("ada")


def test_an_attempt_while_locked_renews_the_fifteen_minutes_but_is_not_a_failure() -> None:
    lockout, clock = lockout_after(9)  # locked for 16 seconds
    clock.now += 10
    assert lockout.is_locked("ada")

    clock.now += LONGEST - 1  # more than 15 minutes after the failure, less after the attempt
    lockout.failed("ada")

    clock.now += 31
    assert lockout.is_locked("ada")
    clock.now += 1
    assert not lockout.is_locked("ada")

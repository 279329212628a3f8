"""The states of a stack's alarms over time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.infra.watch.cloudwatch import ALARM, OK, WatchedAlarm
from tests.infra.watch.faults import Made
from tests.infra.watch.metrics import Published

__all__ = ["BEGINS", "ENDS", "LATE", "History", "history", "publish"]

BEGINS, ENDS = 60, 100  # minutes of a fault's begin and end
LATE = 2  # minutes until data can be read
STEP = 5  # minutes between evaluations, except for one-minute alarms


@dataclass(frozen=True)
class History:
    """Whether an alarm was raised, and whether it is still active at the end."""

    called: bool
    calls: bool


def publish(
    healthy: Sequence[Made], fault: Sequence[Made] = (), *, minutes: int, late: int = LATE
) -> Published:
    """Returns the metrics of a fault during normal traffic."""
    published = Published(late)
    for one in healthy:
        one.put_into(published, range(minutes))
    for one in fault:
        one.put_into(published, range(BEGINS, ENDS))
    return published


def history(alarm: WatchedAlarm, published: Published, until: int) -> History:
    """Evaluates from the first minute. An alarm without any data never changes its state."""
    states = list(_states(alarm, published, until))
    return History(called=ALARM in states, calls=states[-1] == ALARM)


def _states(alarm: WatchedAlarm, published: Published, until: int) -> Iterator[str]:
    state = OK
    nothing = not any(published.knows(metric) for metric in alarm.metrics.values())
    for now in [until] if nothing else range(0, until + 1, min(alarm.period, STEP)):
        state = alarm.state(published, now, state)
        yield state

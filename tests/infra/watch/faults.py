"""A fault: what people notice, what AWS publishes while it lasts, and the alarms that it must raise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.infra.watch.lines import access_line, app_line
from tests.infra.watch.log_filters import counted
from tests.infra.watch.metrics import MetricKey, Published, key
from tests.infra.watch.stacks import WatchedStack

__all__ = ["Fault", "Made", "answered", "failing", "logged", "made", "turned_away", "warned"]


@dataclass(frozen=True)
class Made:
    """Values of a metric, each minute or every few minutes."""

    metric: MetricKey
    values: Sequence[float]
    every: int = 1

    def put_into(self, published: Published, minutes: range) -> None:
        for minute in minutes[:: self.every]:
            published.put(self.metric, minute, *self.values)


@dataclass(frozen=True)
class Fault:
    """`where` is the table or operation, if a kind has several faults. Each kind is one line of docs/alarms.md."""

    kind: str
    people: str
    data: Sequence[Made]
    alarms: frozenset[str]
    where: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.where}".strip()


def made(name: str, dimensions: Mapping[str, str], *values: float, every: int = 1) -> Made:
    """Returns the data of a metric such as `AWS/Lambda Errors`, with dimensions."""
    namespace, _, metric = name.partition(" ")
    return Made(key(namespace, metric, dimensions), values, every)


def answered(stack: WatchedStack, count: int, every: int = 1) -> Made:
    """This many requests are answered with 5xx."""
    return made("AWS/ApiGateway 5xx", stack.api, *[1] * count, every=every)


def turned_away(stack: WatchedStack, count: int) -> Sequence[Made]:
    """This many requests are answered with 429, which the gateway counts as 4xx."""
    return [made("AWS/ApiGateway 4xx", stack.api, *[1] * count), *_counted(stack, access_line(429), count)]


def logged(
    stack: WatchedStack, message: str, count: int, every: int = 1, version: str = ""
) -> Sequence[Made]:
    """This many errors are logged, by the newest version if none is given."""
    return _counted(stack, app_line(message, version or stack.newest["ExecutedVersion"]), count, every)


def warned(stack: WatchedStack, message: str, count: int, every: int = 1) -> Sequence[Made]:
    """This many warnings are logged by the newest version."""
    line = app_line(message, stack.newest["ExecutedVersion"], level="WARNING")
    return _counted(stack, line, count, every)


def failing(stack: WatchedStack, message: str) -> Sequence[Made]:
    """Some requests are answered with 5xx, and the newest version logs the reason."""
    return [answered(stack, 4), *logged(stack, message, 4)]


def _counted(stack: WatchedStack, line: str, count: int, every: int = 1) -> Sequence[Made]:
    """Returns what the stack's own filters count of a line."""
    found = (counted(one, line) for one in stack.log_filters.values())
    return [Made(one[0], [one[1]] * count, every) for one in found if one]

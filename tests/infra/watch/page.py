"""`python -m tests.infra.watch.page`: writes docs/alarms.md from the matrix and the alarms' definitions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from infra.tables import TABLES
from tests.infra.program import ROOT
from tests.infra.watch.cloudwatch import WatchedAlarm
from tests.infra.watch.faults import Fault
from tests.infra.watch.matrix import faults
from tests.infra.watch.matrix.events import UNWATCHED, events
from tests.infra.watch.metrics import MetricKey
from tests.infra.watch.stacks import WatchedStack, stack_named

__all__ = ["PAGE", "page"]

PAGE = ROOT / "docs" / "alarms.md"
FULLEST = "prod by SES"  # the stack with every alarm
OWN = re.compile(r"^dwipper/\w+$")
TABLE = re.compile(rf"\b({'|'.join(TABLES)})-")
HEAD = """\
# Alarms

`make alarms` writes this page from the faults in `tests/infra/watch/matrix`. Tests there simulate the metrics of
each fault and evaluate the alarms as CloudWatch does: exactly these alarms start, and they end with the fault.

When an alarm starts or ends, it notifies a topic, which sends a mail to [`alarmEmail`](settings.md). Each mail
links a [runbook](runbooks/README.md). The dashboard `dwipper-<stack>` shows the metrics.
[Decision 34](decisions/0034-alarms.md) gives the reasons.

`<table>` is one of {tables}. `new-version-errors` exists if
`canaryMinutes` is set: it judges releases, and starts whenever the newest version fails. `mail-bounces` and
`mail-complaints` exist if `mailFrom` is set. `site-5xx` and `site-limited` are in us-east-1, with a topic of their
own.

## Alarms by fault

"""


def page() -> str:
    """Returns the page in Markdown."""
    stack = stack_named(FULLEST)
    return "".join(
        [
            HEAD.format(tables=", ".join(TABLES)),
            _table(("Fault", "What people see", "Metrics", "Alarms", "Runbooks"), _rows(stack)),
            "\n## Thresholds\n\n",
            _table(("Alarm", "Starts at", "of", "in", "Runbook"), _alarms(stack)),
            "\n## Faults without an alarm\n\n",
            _table(("Fault", "Reason"), UNWATCHED.items()),
        ]
    )


def _rows(stack: WatchedStack) -> Iterator[Sequence[str]]:
    same_kind: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults(stack):
        same_kind[fault.kind].append(fault)
    yield from (_row(stack, one) for one in same_kind.values())
    for event in events(stack):
        metric, alarm = f"the event {event.event['detail-type']}", f"the rule {event.rule}"
        yield event.kind, event.people, metric, alarm, _link(event.runbook)


def _row(stack: WatchedStack, same_kind: Sequence[Fault]) -> Sequence[str]:
    alarms = {name: stack.alarms[name] for fault in same_kind for name in fault.alarms}
    watched = {metric for alarm in alarms.values() for metric in alarm.metrics.values()}
    moved = {one.metric for fault in same_kind for one in fault.data} & watched
    runbooks = _each(_link(alarm.runbook) for alarm in alarms.values())
    return (
        same_kind[0].kind,
        same_kind[0].people,
        _metrics(moved),
        _each(f"`{_name(name)}`" for name in alarms),
        runbooks,
    )


def _alarms(stack: WatchedStack) -> Iterator[Sequence[str]]:
    for _, same_kind in groupby(sorted(stack.alarms, key=_name), _name):
        yield _definition(stack.alarms[next(same_kind)])


def _definition(alarm: WatchedAlarm) -> Sequence[str]:
    periods = f"{alarm.inputs['datapointsToAlarm']:g} of {alarm.periods} periods of {alarm.period} min"
    threshold = f"{alarm.statistic} ≥ {alarm.inputs['threshold']:,g}"
    return (
        f"`{_name(alarm.name)}`",
        threshold,
        _metrics(alarm.metrics.values()),
        periods,
        _link(alarm.runbook),
    )


def _name(alarm: str) -> str:
    return TABLE.sub("<table>-", alarm)


def _metrics(metrics: Iterable[MetricKey]) -> str:
    """Returns a text such as `AWS/Lambda` Duration, Errors; `AWS/SQS` …"""
    names = sorted({(OWN.sub("dwipper/<stack>", one.namespace), one.name) for one in metrics})
    by_namespace = groupby(names, lambda one: one[0])
    return "; ".join(f"`{space}` {', '.join(name for _, name in each)}" for space, each in by_namespace)


def _link(runbook: str) -> str:
    return f"[{runbook}](runbooks/{runbook}.md)"


def _each(texts: Iterable[str]) -> str:
    return ", ".join(sorted(set(texts)))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page())

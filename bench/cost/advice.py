"""Which setting to turn for what dominates a bill, and what turning each is worth."""

from collections.abc import Iterator
from dataclasses import replace

from bench.cost.month import Bill
from bench.cost.stack import Stack

__all__ = ["dominant", "on_essentials", "setting_for", "variants"]

SETTINGS = {
    "API Gateway": "none: it is paid by the request",
    "CloudWatch Logs": "`logRetentionDays`; most is paid when a line is taken in, two a request",
    "CloudWatch alarms": "`watch`: each metric of an alarm costs, and each table has many",
    "Cognito": "none: `userPoolTier` is the cheapest, and is paid for each person",
    "Data transfer": "none: shorter pages (`limit`), or compression before the gateway",
    "DynamoDB": "`feedShards`: a page of the feed reads each of them",
    "KMS": "`deliver` and `watch`: a key each",
    "Lambda": "`memory`",
    "Mails": "none: a mail a registration",
    "Pipeline": "`deliver`; or fewer deployments",
    "X-Ray": "none: of the requests beyond one a second, one of twenty is traced",
}


def dominant(bill: Bill) -> str:
    """The dearest service, and its share of the bill."""
    service, usd = next(iter(bill.services().items()))
    return f"{service}, {usd / bill.usd:.0%}"


def setting_for(bill: Bill) -> str:
    return SETTINGS[next(iter(bill.services()))]


def on_essentials(stack: Stack) -> Stack:
    """The stack with the plan of Cognito that AWS takes where nothing is said."""
    return replace(stack, plan="ESSENTIALS")


def variants(stack: Stack) -> Iterator[tuple[str, Stack]]:
    """The stack with one setting turned, by what was turned."""
    unwatched = replace(stack, alarm_metrics=0, counted_metrics=0, dashboards=0)
    yield "`userPoolTier: ESSENTIALS`", on_essentials(stack)
    yield "`feedShards: 1`", replace(stack, shards=1)
    yield "`memory: 512`", replace(stack, memory_gb=0.5)
    yield "`memory: 1769`, a whole processor", replace(stack, memory_gb=1769 / 1024)
    yield "`snapStart: true`", replace(stack, snap_start=True)
    yield "`logRetentionDays: 7`", replace(stack, log_retention_days=7)
    yield "`protect: false`: tables cannot be recovered", replace(stack, recovery=False)
    yield "`deliver: false`", replace(stack, pipeline=False, keys=stack.keys - 1)
    yield "`deliver: false`, `watch: false`", replace(unwatched, pipeline=False, keys=stack.keys - 2)

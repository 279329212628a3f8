"""What changes a bill: the setting of its largest part, the effect of each setting, and CloudFront's plans."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.cost.month import Bill
from bench.cost.stack import PricedStack

__all__ = [
    *(
        "Plan",
        "dominant",
        "on_essentials",
        "paid_by_use",
        "plan_for",
        "setting_for",
        "stacks_with_one_change",
    ),
]

IN_A_PLAN = ("AWS WAF", "CloudFront")  # services of prices.toml
SITE_METRICS = 3  # of alarms: infra/site/watch.py
SETTINGS = {
    "AWS WAF": "`site`; or a flat-rate plan of CloudFront",
    "API Gateway": "none: billed per request",
    "CloudFront": "none: billed per request and GB; or a flat-rate plan",
    "CloudWatch Logs": "`logRetentionDays`; most of it is ingestion, two lines per request",
    "CloudWatch alarms": "`watch`: each metric of an alarm costs, and each table has many",
    "Cognito": "none: `userPoolTier` is the cheapest plan, billed per active person",
    "Data transfer": "none: use shorter pages (`limit`), or compression in front of the gateway",
    "DynamoDB": "`feedShards`: a page of the feed reads each of them",
    "KMS": "`deliver`, `watch` and `site`: one key each",
    "Lambda": "`memory`",
    "Mails": "none: one mail per registration",
    "Pipeline": "`deliver`; or fewer deployments",
    "X-Ray": "none: one request a second and 5% of the others are traced",
}


def dominant(bill: Bill) -> str:
    """Returns the most expensive service and its share of the bill."""
    service, usd = next(iter(bill.services().items()))
    return f"{service}, {usd / bill.usd:.0%}"


def setting_for(bill: Bill) -> str:
    return SETTINGS[next(iter(bill.services()))]


def on_essentials(stack: PricedStack) -> PricedStack:
    """Returns the stack with Cognito's default plan."""
    return replace(stack, plan="ESSENTIALS")


def stacks_with_one_change(stack: PricedStack) -> Iterator[tuple[str, PricedStack]]:
    """Yields the stack with one setting changed, by the name of the change."""
    without_site = replace(
        stack, firewall_rules=0, keys=stack.keys - 1, alarm_metrics=stack.alarm_metrics - SITE_METRICS
    )
    unwatched = replace(stack, alarm_metrics=0, counted_metrics=0, dashboards=0)
    yield "`userPoolTier: ESSENTIALS`", on_essentials(stack)
    yield "`feedShards: 1`", replace(stack, shards=1)
    yield "`memory: 512`", replace(stack, memory_gb=0.5)
    yield "`memory: 1769`, a full processor", replace(stack, memory_gb=1769 / 1024)
    yield "`snapStart: true`", replace(stack, snap_start=True)
    yield "`logRetentionDays: 7`", replace(stack, log_retention_days=7)
    yield "`protect: false`: tables cannot be recovered", replace(stack, recovery=False)
    yield "`site: false`: an API alone", without_site
    yield "`deliver: false`", replace(stack, pipeline=False, keys=stack.keys - 1)
    yield "`deliver: false`, `watch: false`", replace(unwatched, pipeline=False, keys=stack.keys - 3)


@dataclass(frozen=True)
class Plan:
    """A flat-rate plan of CloudFront, which includes the firewall and the log.

    Dollars a month, and what a distribution may send in it. AWS may slow down what sends more.
    Read in copies of 2026 of
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.md
    """

    name: str
    usd: float
    requests: float
    gb: float


PLANS = (
    Plan("Free", 0, 1e6, 100),
    Plan("Pro", 15, 10e6, 50_000),
    Plan("Business", 200, 125e6, 50_000),
    Plan("Premium", 1_000, 500e6, 50_000),
)


def plan_for(bill: Bill) -> Plan | None:
    """Returns the cheapest plan that is large enough, if there is one."""
    used = {line.price: line.quantity for line in bill.lines}
    fitting = (plan for plan in PLANS if used["site_request"] <= plan.requests and used["site_gb"] <= plan.gb)
    return next(fitting, None)


def paid_by_use(bill: Bill) -> float:
    """Returns the dollars for the same by use, after the free units of every account."""
    return sum(line.usd - line.free for line in bill.lines if line.service in IN_A_PLAN)

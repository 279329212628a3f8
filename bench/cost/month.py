"""A month's bill of a stack, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.cost.demand import GB, SITE_LOG_BYTES, Demand, demand_of
from bench.cost.measured import MeasuredUnits
from bench.cost.prices import PRICES
from bench.cost.stack import PricedStack
from bench.cost.usage import MONTH, Month

__all__ = ["ALARM_MAILS", "DEPLOYMENTS", "STEPS", "Bill", "Line", "bill"]

MONTH_SECONDS = 30 * 24 * 60 * 60
SAMPLED = 0.05  # beyond one a second: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
LOG_COMPRESSED = 0.15  # of a log's bytes are kept: https://aws.amazon.com/cloudwatch/pricing/
# A message is sent, received and deleted. Lambda asks an empty queue five times every 20 seconds:
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
MESSAGE_REQUESTS, QUEUE_POLLS = 3, 5 * MONTH_SECONDS / 20
DEPLOYMENTS = 10
STEPS: Mapping[str, float] = {"source": 1, "test": 20, "preview": 5, "deploy": 6}  # minutes
BUCKET_GB = 2
ALARM_MAILS = 20
Quantities = Iterator[tuple[str, float]]


@dataclass(frozen=True)
class Line:
    """A quantity at a price of prices.toml, in dollars. `free` is the part that AWS gives to every account."""

    price: str
    quantity: float

    @property
    def service(self) -> str:
        return PRICES[self.price].service

    @property
    def usd(self) -> float:
        return PRICES[self.price].cost(self.quantity)

    @property
    def free(self) -> float:
        return PRICES[self.price].free_of(self.quantity)


@dataclass(frozen=True)
class Bill:
    """The cost for a number of people who are active in the month."""

    people: int
    requests: float
    lines: Sequence[Line]

    @property
    def usd(self) -> float:
        return sum(line.usd for line in self.lines)

    @property
    def free(self) -> float:
        return sum(line.free for line in self.lines)

    def services(self) -> Mapping[str, float]:
        """Returns dollars by service, the most expensive first."""
        dollars: dict[str, float] = {}
        for line in self.lines:
            dollars[line.service] = dollars.get(line.service, 0) + line.usd
        return dict(sorted(dollars.items(), key=lambda one: -one[1]))


def bill(stack: PricedStack, people: int, measured: MeasuredUnits, month: Month = MONTH) -> Bill:
    demand = demand_of(month, measured, stack.shards, stack.memory_gb)
    quantities = [*_asked(stack, people, demand), *_kept(stack, people, demand), *_standing(stack)]
    return Bill(people, people * demand.requests, [Line(price, quantity) for price, quantity in quantities])


def _asked(stack: PricedStack, people: int, demand: Demand) -> Quantities:
    """Returns the cost of requests."""
    requests, runs = people * demand.requests, people * (demand.requests + 2 * demand.runs)
    yield "gateway_request", requests
    yield "lambda_request", runs
    yield "lambda_gb_second", people * demand.gb_seconds
    if stack.snap_start:
        yield "snapshot_restored_gb", people * demand.cold_starts * stack.memory_gb
    yield "queue_request", people * demand.runs * MESSAGE_REQUESTS + QUEUE_POLLS
    yield "read_unit", people * demand.units.read
    yield "write_unit", people * demand.units.write
    yield {"ESSENTIALS": "essentials_user", "LITE": "lite_user"}[stack.plan], people
    yield "mail", people * demand.mails
    if stack.firewall_rules:
        # What API Gateway and S3 send to CloudFront is free: https://aws.amazon.com/cloudfront/pricing/
        asked = people * demand.site_requests
        yield "site_request", asked
        yield "site_gb", people * demand.site_gb_out
        yield "firewall_request", asked
        yield "site_log_gb", asked * SITE_LOG_BYTES / GB
    else:
        yield "transfer_gb", people * demand.gb_out
    if stack.traced:
        at_least = min(runs, MONTH_SECONDS)
        yield "trace", at_least + SAMPLED * (runs - at_least)


def _kept(stack: PricedStack, people: int, demand: Demand) -> Quantities:
    """Returns the cost of storage and logs."""
    stored, logged = people * demand.gb_stored, people * demand.gb_logged
    yield "table_gb", stored
    if stack.recovery:
        # Global secondary indexes are not billed: https://aws.amazon.com/dynamodb/pricing/on-demand/
        yield "recovery_gb", people * demand.gb_in_tables
    yield "log_gb", logged
    yield "log_gb_kept", logged * LOG_COMPRESSED * stack.log_retention_days / 30


def _standing(stack: PricedStack) -> Quantities:
    """Returns the cost that does not depend on the number of people."""
    yield "alarm_metric", stack.alarm_metrics
    yield "counted_metric", stack.counted_metrics
    yield "dashboard", stack.dashboards
    yield "key", stack.keys
    if stack.alarm_metrics:
        yield "notification", ALARM_MAILS
    if stack.firewall_rules:
        yield "firewall", 1
        yield "firewall_rule", stack.firewall_rules
    if stack.snap_start:
        yield "snapshot_gb_second", stack.memory_gb * MONTH_SECONDS
    if stack.pipeline:
        minutes = {**STEPS, "deploy": STEPS["deploy"] + stack.canary_minutes}
        yield "pipeline_minute", DEPLOYMENTS * sum(minutes.values())
        yield "build_minute_large", DEPLOYMENTS * minutes["test"]
        yield "build_minute_small", DEPLOYMENTS * sum(minutes[one] for one in ("preview", "deploy"))
        yield "bucket_gb", BUCKET_GB

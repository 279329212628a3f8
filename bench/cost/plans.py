"""CloudFront's flat-rate plans, which include the firewall and the log.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.md, read in copies of 2026
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.cost.month import Bill

__all__ = ["INCLUDED", "Plan", "paid_by_use", "plan_for"]

INCLUDED = ("AWS WAF", "CloudFront")  # services of prices.toml that a plan replaces


@dataclass(frozen=True)
class Plan:
    """Dollars a month, and what a distribution may send in it. AWS may slow down what sends more."""

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
    used: Mapping[str, float] = {line.price: line.quantity for line in bill.lines}
    fitting = (plan for plan in PLANS if used["site_request"] <= plan.requests and used["site_gb"] <= plan.gb)
    return next(fitting, None)


def paid_by_use(bill: Bill) -> float:
    """Returns the dollars for the same by use, after the free units of every account."""
    return sum(line.usd - line.free for line in bill.lines if line.service in INCLUDED)

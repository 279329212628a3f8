"""Mails about the account's costs."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi_aws import budgets, costexplorer

from infra.settings.stack import Settings

__all__ = ["Spending"]

# Per cent of the budget. A forecast needs some five weeks of costs:
# https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html
BUDGET_ALERTS = (("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100))
# AWS mails an anomaly that is at least this many dollars and this many per cent above the expected cost.
LEAST_DOLLARS, LEAST_PERCENT = 20, 40


class Spending(pulumi.ComponentResource):
    """A monthly budget, and a subscription to cost anomalies; each if it is set.

    Both mail the address directly, so they need no rights to the alarms' topic and key. They cover the whole account:
    a filter by the stack's tag finds no costs until somebody activates that tag for billing.
    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
    """

    def __init__(self, name: str, settings: Settings, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Spending", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        if settings.monthly_budget:
            budgets.Budget(
                f"{name}-budget",
                budget_type="COST",
                limit_amount=str(settings.monthly_budget),
                limit_unit="USD",
                time_unit="MONTHLY",
                notifications=_notifications(settings.alarm_email),
                opts=child,
            )
        if settings.anomaly_monitor_arn:
            costexplorer.AnomalySubscription(
                f"{name}-anomalies",
                frequency="DAILY",  # the shortest for mails; IMMEDIATE is for topics
                monitor_arn_lists=[settings.anomaly_monitor_arn],
                subscribers=[{"type": "EMAIL", "address": settings.alarm_email}],
                threshold_expression={
                    "ands": [_from("ABSOLUTE", LEAST_DOLLARS), _from("PERCENTAGE", LEAST_PERCENT)]
                },
                opts=child,
            )
        self.register_outputs({})


def _notifications(email: str) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "comparison_operator": "GREATER_THAN",
            "notification_type": kind,
            "threshold": percent,
            "threshold_type": "PERCENTAGE",
            "subscriber_email_addresses": [email],
        }
        for kind, percent in BUDGET_ALERTS
    ]


def _from(impact: str, least: int) -> dict[str, Any]:
    return {
        "dimension": {
            "key": f"ANOMALY_TOTAL_IMPACT_{impact}",
            "match_options": ["GREATER_THAN_OR_EQUAL"],
            "values": [str(least)],
        }
    }

"""The site's alarms. CloudFront's metrics are in us-east-1, and an alarm notifies a topic of its own region."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pulumi

from infra.account import Account
from infra.bundle.source import Source
from infra.settings.stack import EDGE_REGION, Settings
from infra.site.component import Site
from infra.watch.alarms import Alarm, Alarms, AlarmsArgs, Metric
from infra.watch.topic import Topic, TopicArgs

__all__ = ["SiteWatch", "SiteWatchArgs"]

FAILING_PERCENT = 5
LIMITED = 1000  # requests in 5 minutes


@dataclass(frozen=True)
class SiteWatchArgs:
    settings: Settings
    account: Account
    site: Site


class SiteWatch(pulumi.ComponentResource):
    """The `alarms`, and their topic."""

    alarms: Sequence[Alarm]

    def __init__(self, name: str, args: SiteWatchArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:SiteWatch", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        account = replace(args.account, region=EDGE_REGION)
        topic = Topic(name, TopicArgs(account, args.settings.alarm_email), opts=child)
        self.alarms = _alarms(args.site)
        source = Source.of(args.settings)
        Alarms(name, AlarmsArgs(self.alarms, topic.arn, source, EDGE_REGION), opts=child)
        self.register_outputs({})


def _alarms(site: Site) -> Sequence[Alarm]:
    """https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html

    https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
    """
    of_site: dict[str, pulumi.Input[str]] = {"DistributionId": site.distribution_id, "Region": "Global"}
    failed = Metric("AWS/CloudFront", "5xxErrorRate", of_site)
    limited = [
        Metric("AWS/WAFV2", "BlockedRequests", {"WebACL": site.firewall.metric_name, "Rule": rule})
        for rule in site.firewall.rules
    ]
    failing = f"{FAILING_PERCENT} of 100 requests to the site fail, for 15 minutes."
    blocked = f"The site's firewall rejects {LIMITED:,} requests in 5 minutes as too many of one address."
    return [
        Alarm("site-5xx", "site-5xx", failing, [failed], FAILING_PERCENT, "Average", periods=3),
        Alarm("site-limited", "site-limited", blocked, limited, LIMITED),
    ]

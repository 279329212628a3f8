"""Who is called when something is wrong, and what there is to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch

from infra.account import Account
from infra.api import Api
from infra.identity import Identity
from infra.settings import Settings
from infra.source import Source
from infra.storage import Storage
from infra.watching import watched
from infra.watching.alarms import Alarm, Alarms, AlarmsArgs, Metric
from infra.watching.dashboard import dashboard
from infra.watching.topic import Topic, TopicArgs
from infra.worker import Worker

__all__ = ["Watch", "WatchArgs"]

SLOW_API_SECONDS = 3
SLOW_WORKER_SECONDS = 48  # of the 60 that it has


@dataclass(frozen=True)
class WatchArgs:
    settings: Settings
    account: Account
    identity: Identity
    storage: Storage
    api: Api
    worker: Worker


class Watch(pulumi.ComponentResource):
    """Alarms that tell a `topic`, and a dashboard."""

    topic: Topic

    def __init__(self, name: str, args: WatchArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Watch", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        self.topic = Topic(name, TopicArgs(args.account, args.settings.alarm_email), opts=self._child)
        alarms = self._alarms(self._turned_away())
        Alarms(name, AlarmsArgs(alarms, self.topic.arn, Source.of(args.settings)), opts=self._child)
        cloudwatch.Dashboard(
            f"{name}-dashboard",
            dashboard_name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
            dashboard_body=dashboard(alarms, args.settings.region),
            opts=self._child,
        )
        self.register_outputs({})

    def _alarms(self, turned_away: Metric) -> Sequence[Alarm]:
        args, gateway = self._args, self._args.api.gateway
        return [
            *watched.gateway_alarms(gateway.api_id, gateway.stage_name, turned_away),
            *watched.function_alarms("api", args.api.function.name, SLOW_API_SECONDS),
            *watched.function_alarms("worker", args.worker.function.name, SLOW_WORKER_SECONDS),
            *watched.worker_alarms(args.worker.function.name, args.worker.failures.name),
            *watched.account_alarms(args.settings.concurrency_quota),
            *watched.identity_alarms(args.identity.user_pool_id, args.identity.client_id),
            *(
                alarm
                for name, table in args.storage.tables.items()
                for alarm in watched.table_alarms(name, table.name)
            ),
        ]

    def _turned_away(self) -> Metric:
        """Counted from the access log: the gateway's own metric, 4xx, is of all that clients do wrong."""
        namespace = f"{pulumi.get_project()}/{pulumi.get_stack()}"
        name = "TurnedAway"
        cloudwatch.LogMetricFilter(
            f"{self._name}-turned-away",
            log_group_name=self._args.api.gateway.access_log.name,
            pattern='{ $.status = "429" }',
            metric_transformation={"namespace": namespace, "name": name, "value": "1"},
            opts=self._child,
        )
        return Metric(namespace, name, {})

"""Monitoring: alarms, their topic, and the dashboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch

from infra.account import Account
from infra.bundle.source import Source
from infra.functions.api import Api
from infra.functions.job_queue import JobQueue
from infra.functions.jobs import Jobs
from infra.functions.worker import Worker
from infra.identity import Identity
from infra.settings.stack import Settings
from infra.storage import Storage
from infra.watch import watched
from infra.watch.alarms import Alarm, Alarms, AlarmsArgs, Metric
from infra.watch.counted import Counted, count_lines
from infra.watch.dashboard import dashboard
from infra.watch.topic import Topic, TopicArgs

__all__ = ["Watch", "WatchArgs"]

API_DEATHS = 1  # in 5 minutes; the app answers every error, so it never crashes
WORKER_DEATHS = JOBS_DEATHS = 5  # they retry
SLOW_API_SECONDS = 3
SLOW_WORKER_SECONDS = SLOW_JOBS_SECONDS = 24  # of 30 s; a step of a job takes about 4 s
# The day's mails are used up, SES did not take one, Cognito may not use SES, and the like. Who has only asked too
# often is not logged (webapp/accounts/cognito_errors.py).
UNSENT_MAILS = '{ $.message = "Cognito could not *" }'


@dataclass(frozen=True)
class WatchArgs:
    settings: Settings
    account: Account
    identity: Identity
    storage: Storage
    api: Api
    worker: Worker
    queue: JobQueue
    jobs: Jobs
    elsewhere: Mapping[str, Sequence[Alarm]]  # alarms of other regions, for the dashboard


class Watch(pulumi.ComponentResource):
    """Alarms that notify a `topic`, and a dashboard."""

    topic: Topic

    def __init__(self, name: str, args: WatchArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Watch", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        self.topic = Topic(name, TopicArgs(args.account, args.settings.alarm_email), opts=self._child)
        alarms = self._alarms()
        Alarms(
            name,
            AlarmsArgs(alarms, self.topic.arn, Source.of(args.settings), args.settings.region),
            opts=self._child,
        )
        cloudwatch.Dashboard(
            f"{name}-dashboard",
            dashboard_name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
            dashboard_body=dashboard({args.settings.region: alarms, **args.elsewhere}),
            opts=self._child,
        )
        self.register_outputs({})

    def _alarms(self) -> Sequence[Alarm]:
        args, gateway = self._args, self._args.api.gateway
        return [
            *watched.gateway_alarms(gateway.api_id, gateway.stage_name, self._turned_away()),
            *watched.function_alarms("api", args.api.function.name, API_DEATHS, SLOW_API_SECONDS),
            *watched.function_alarms("worker", args.worker.function.name, WORKER_DEATHS, SLOW_WORKER_SECONDS),
            *watched.worker_alarms(args.worker.function.name, args.worker.failures.name),
            *watched.function_alarms("jobs", args.jobs.function.name, JOBS_DEATHS, SLOW_JOBS_SECONDS),
            *watched.job_alarms(args.queue.queue.name, args.queue.failures.name),
            *watched.mail_alarms(self._unsent(), by_ses=bool(args.settings.mail_from)),
            *watched.account_alarms(args.settings.concurrency_quota - args.settings.reserved),
            *watched.identity_alarms(args.identity.user_pool_id, args.identity.client_id),
            *(
                alarm
                for name, table in args.storage.tables.items()
                for alarm in watched.table_alarms(name, table.name)
            ),
        ]

    def _turned_away(self) -> Metric:
        """Counts 429 from the access log: the gateway's own 4xx includes all client errors."""
        log = self._args.api.gateway.access_log
        counted = Counted("TurnedAway", log, '{ $.status = "429" }')
        return count_lines(f"{self._name}-turned-away", counted, self._child)

    def _unsent(self) -> Metric:
        """Counts unsent mails from the API's log: Cognito has no metric for them."""
        counted = Counted("MailsUnsent", self._args.api.function.log, UNSENT_MAILS)
        return count_lines(f"{self._name}-mails-unsent", counted, self._child)

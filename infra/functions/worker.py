"""The worker function: reads the tables' streams, and sends the jobs that follow to a queue."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import lambda_, sqs

from infra.functions.app import App
from infra.functions.function import Function, FunctionArgs
from infra.functions.job_queue import JobQueue
from infra.grants import Grant
from infra.settings.stack import Settings
from infra.storage import Storage
from infra.tables import CHANGES

__all__ = ["Worker", "WorkerArgs"]

TIMEOUT_SECONDS = 30
BATCH_SIZE = 25
# Jobs read indexes, which are updated later than their table.
BATCHING_SECONDS = 1
RETRIES = 20
FAILURES_SECONDS = 14 * 24 * 60 * 60  # SQS's maximum


@dataclass(frozen=True)
class WorkerArgs:
    settings: Settings
    app: App
    storage: Storage
    queue: JobQueue


class Worker(pulumi.ComponentResource):
    """Gets each change until it succeeds. A change that keeps failing is sent to a queue."""

    function: Function
    failures: sqs.Queue

    def __init__(self, name: str, args: WorkerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Worker", name, None, opts)
        self._name, self._child = name, pulumi.ResourceOptions(parent=self)
        self.failures = sqs.Queue(
            f"{name}-failures",
            message_retention_seconds=FAILURES_SECONDS,
            sqs_managed_sse_enabled=True,
            opts=self._child,
        )
        self.function = self._run(args)
        for table, changes in CHANGES.items():
            self._feed(table, changes, args.storage)
        self.register_outputs({})

    def _run(self, args: WorkerArgs) -> Function:
        return Function(
            self._name,
            FunctionArgs(
                app=args.app,
                handler="webapp.worker.handler",
                timeout=TIMEOUT_SECONDS,
                grants=[
                    *args.storage.grant_worker(),
                    args.queue.grant_put(),
                    Grant(["sqs:SendMessage"], [self.failures.arn]),
                ],
                memory=args.settings.memory,
                log_retention_days=args.settings.log_retention_days,
                share=args.settings.worker_concurrency,
            ),
            opts=self._child,
        )

    def _feed(self, table: str, changes: Sequence[str], storage: Storage) -> None:
        lambda_.EventSourceMapping(
            f"{self._name}-{table}",
            event_source_arn=storage.tables[table].stream_arn,
            function_name=self.function.alias_arn,
            starting_position="TRIM_HORIZON",
            batch_size=BATCH_SIZE,
            maximum_batching_window_in_seconds=BATCHING_SECONDS,
            filter_criteria={"filters": [{"pattern": json.dumps({"eventName": changes})}]},
            bisect_batch_on_function_error=True,
            maximum_retry_attempts=RETRIES,
            destination_config={"on_failure": {"destination_arn": self.failures.arn}},
            opts=self._child,
        )

"""The jobs function: does long work step by step, fed by a queue."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import lambda_

from infra.functions.app import App
from infra.functions.function import Function, FunctionArgs
from infra.functions.job_queue import STEP_TIMEOUT_SECONDS, JobQueue
from infra.identity import Identity
from infra.settings.stack import JOBS_AT_ONCE, Settings
from infra.storage import Storage

__all__ = ["Jobs", "JobsArgs"]


@dataclass(frozen=True)
class JobsArgs:
    settings: Settings
    app: App
    identity: Identity
    storage: Storage
    queue: JobQueue


class Jobs(pulumi.ComponentResource):
    """Gets one step of a job at a time, until it succeeds. The rest of the job is a new message."""

    function: Function

    def __init__(self, name: str, args: JobsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:Jobs", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.function = Function(
            name,
            FunctionArgs(
                app=args.app,
                handler="webapp.jobs.handler",
                timeout=STEP_TIMEOUT_SECONDS,
                grants=[
                    *args.storage.grant_jobs(),
                    *args.queue.grant_work(),
                    args.identity.grant_delete_user(),
                ],
                memory=args.settings.memory,
                log_retention_days=args.settings.log_retention_days,
                share=args.settings.jobs_concurrency,
            ),
            opts=child,
        )
        # A long job is a chain of messages from this function to itself. Lambda would see a loop, and stop
        # it after 16 steps: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
        recursion = lambda_.FunctionRecursionConfig(
            f"{name}-recursion",
            function_name=self.function.name,
            recursive_loop="Allow",
            opts=child,
        )
        lambda_.EventSourceMapping(
            f"{name}-mapping",
            event_source_arn=args.queue.queue.arn,
            function_name=self.function.alias_arn,
            batch_size=1,
            # Steps of jobs take turns: with this many other jobs, a job waits for some seconds.
            scaling_config={"maximum_concurrency": JOBS_AT_ONCE},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[recursion]),
        )
        self.register_outputs({})

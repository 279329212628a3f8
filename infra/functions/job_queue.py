"""The queue of jobs, and the one for jobs that keep failing."""

from collections.abc import Mapping, Sequence

import pulumi
from pulumi_aws import sqs

from infra.grants import Grant

__all__ = ["STEP_TIMEOUT_SECONDS", "JobQueue"]

STEP_TIMEOUT_SECONDS = 30
# "set the source queue's visibility timeout to at least six times the configuration timeout on your function":
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
HIDDEN_SECONDS = 6 * STEP_TIMEOUT_SECONDS
TRIES = 20  # of a step that fails, over an hour; each step that succeeds is a new message
RETENTION_SECONDS = 14 * 24 * 60 * 60  # SQS's maximum


class JobQueue(pulumi.ComponentResource):
    """The `queue`, its `failures`, and the rights and variables of the functions that use it."""

    queue: sqs.Queue
    failures: sqs.Queue

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("dwipper:index:JobQueue", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.failures = sqs.Queue(
            f"{name}-failures",
            message_retention_seconds=RETENTION_SECONDS,
            sqs_managed_sse_enabled=True,
            opts=child,
        )
        self.queue = sqs.Queue(
            f"{name}-queue",
            message_retention_seconds=RETENTION_SECONDS,
            redrive_policy=pulumi.Output.json_dumps(
                {"deadLetterTargetArn": self.failures.arn, "maxReceiveCount": TRIES}
            ),
            sqs_managed_sse_enabled=True,
            visibility_timeout_seconds=HIDDEN_SECONDS,
            opts=child,
        )
        self.register_outputs({})

    @property
    def variables(self) -> Mapping[str, pulumi.Input[str]]:
        return {"JOBS_QUEUE_URL": self.queue.url}

    def grant_put(self) -> Grant:
        return Grant(["sqs:SendMessage"], [self.queue.arn])

    def grant_work(self) -> Sequence[Grant]:
        """Returns the rights to receive jobs, and to send back what is left of one."""
        operations = ("ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage")
        return [self.grant_put(), Grant([f"sqs:{one}" for one in operations], [self.queue.arn])]

"""SQS."""

from localcloud.provisioning.cloud import Cloud
from localcloud.provisioning.handlers.inputs import present
from localcloud.provisioning.registry import Created, Resource

__all__ = ["create_queue"]


def create_queue(cloud: Cloud, resource: Resource) -> Created:
    sqs, name, inputs = cloud.client("sqs"), resource.inputs.get("name", resource.name), resource.inputs
    url = sqs.create_queue(
        QueueName=name,
        Attributes=present(
            MessageRetentionPeriod=_text(inputs.get("messageRetentionSeconds")),
            RedrivePolicy=inputs.get("redrivePolicy"),
            SqsManagedSseEnabled=_text(inputs.get("sqsManagedSseEnabled")),
            VisibilityTimeout=_text(inputs.get("visibilityTimeoutSeconds")),
        ),
    )["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return Created(url, {"name": name, "arn": arn, "url": url})


def _text(value: int | bool | None) -> str | None:
    """SQS takes every attribute as text."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)

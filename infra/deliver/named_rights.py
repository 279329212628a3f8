"""Rights of the pipeline to resources with the stack's name.

Actions by service: https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.account import Account
from infra.grants import Grant

__all__ = ["actions_of", "named_rights"]


@dataclass(frozen=True)
class Named:
    """Actions on a service's resources whose name begins with the stack's prefix or path."""

    service: str
    resources: Sequence[str]
    actions: str


NAMED = (
    Named(
        "cloudwatch",
        ["alarm:{prefix}*"],
        "DeleteAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource",
    ),
    Named(
        "codedeploy",
        ["application:{prefix}*", "deploymentconfig:{prefix}*", "deploymentgroup:{prefix}*"],
        "CreateApplication CreateDeployment CreateDeploymentConfig CreateDeploymentGroup DeleteApplication"
        " DeleteDeploymentConfig DeleteDeploymentGroup GetApplication GetApplicationRevision GetDeployment"
        " GetDeploymentConfig GetDeploymentGroup ListTagsForResource RegisterApplicationRevision StopDeployment"
        " TagResource UntagResource UpdateApplication UpdateDeploymentGroup",
    ),
    Named(
        "dynamodb",
        ["table/{prefix}*"],
        "CreateTable DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource TagResource"
        " UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive",
    ),
    Named(
        "lambda",
        ["function:{prefix}*"],
        "AddPermission CreateAlias CreateFunction DeleteAlias DeleteFunction DeleteFunctionConcurrency GetAlias"
        " GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration GetFunctionRecursionConfig GetPolicy"
        " ListTags ListVersionsByFunction PublishVersion PutFunctionConcurrency PutFunctionRecursionConfig"
        " RemovePermission TagResource UntagResource UpdateAlias UpdateFunctionCode UpdateFunctionConfiguration",
    ),
    Named(
        "logs",
        ["log-group:{path}*", "log-group:/aws/vendedlogs{path}*"],
        "CreateLogGroup DeleteLogGroup DeleteMetricFilter DeleteRetentionPolicy DescribeMetricFilters"
        " ListTagsForResource PutMetricFilter PutRetentionPolicy TagResource UntagResource",
    ),
    Named(
        "sns",
        ["{prefix}*"],
        "CreateTopic DeleteTopic GetSubscriptionAttributes GetTopicAttributes ListTagsForResource SetTopicAttributes"
        " Subscribe TagResource Unsubscribe UntagResource",
    ),
    Named(
        "sqs",
        ["{prefix}*"],
        "CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue UntagQueue",
    ),
    Named(
        "ssm",
        ["parameter{path}*"],
        "AddTagsToResource DeleteParameter GetParameter GetParameters ListTagsForResource PutParameter"
        " RemoveTagsFromResource",
    ),
)


def named_rights(account: Account) -> Sequence[Grant]:
    """Returns one grant per service."""
    return [_named(account, one) for one in NAMED]


def actions_of(service: str, names: str) -> list[str]:
    """Returns the actions that a text names, as policies spell them."""
    return [f"{service}:{name}" for name in names.split()]


def _named(account: Account, named: Named) -> Grant:
    names = [one.format(prefix=account.prefix, path=account.path) for one in named.resources]
    return Grant(
        actions_of(named.service, named.actions), [account.arn(named.service, name) for name in names]
    )

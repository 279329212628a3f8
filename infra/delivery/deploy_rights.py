"""What the pipeline may do to deploy a commit.

It makes and removes what can be made anew; it changes tables and the user pool, but removes neither. It writes the
policies of the app's roles, under a boundary that it cannot lift. It has no right to its own roles, projects and
pipeline: an operator deploys changes of those.

Actions by service: https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from infra.account import Account
from infra.grants import Condition, Grant

__all__ = ["deploy_rights"]


@dataclass(frozen=True)
class Named:
    """What is done to resources of a service that are named for the stack: by prefix, or by path."""

    service: str
    resources: Sequence[str]
    actions: str


NAMED = (
    Named(
        "cloudwatch",
        ["alarm:{prefix}*"],
        "DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource",
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
        "AddPermission CreateAlias CreateFunction DeleteAlias DeleteFunction GetAlias GetFunction"
        " GetFunctionCodeSigningConfig GetFunctionConfiguration GetPolicy ListTags ListVersionsByFunction"
        " PublishVersion RemovePermission TagResource UntagResource UpdateAlias UpdateFunctionCode"
        " UpdateFunctionConfiguration",
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


def deploy_rights(account: Account, boundary: pulumi.Input[str]) -> Sequence[Grant]:
    """The grants of the deploying step."""
    return [
        *(_named(account, one) for one in NAMED),
        *_tagged(account),
        _dashboard(account),
        *_gateway(account),
        *_roles(account, boundary),
        *_everywhere(),
    ]


def _actions(service: str, names: str) -> list[str]:
    return [f"{service}:{name}" for name in names.split()]


def _named(account: Account, named: Named) -> Grant:
    names = [one.format(prefix=account.prefix, path=account.path) for one in named.resources]
    return Grant(_actions(named.service, named.actions), [account.arn(named.service, name) for name in names])


def _tagged(account: Account) -> Sequence[Grant]:
    """What AWS names by ids: known by the stack's tags, or by what it belongs to."""
    pools = (
        "CreateUserPoolClient DescribeUserPool DescribeUserPoolClient GetUserPoolMfaConfig ListTagsForResource"
        " TagResource UntagResource UpdateUserPool UpdateUserPoolClient"
    )
    keys = "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags"
    mappings = (
        "CreateEventSourceMapping DeleteEventSourceMapping GetEventSourceMapping ListTags TagResource"
        " UpdateEventSourceMapping"
    )
    functions = {"ArnLike": {"lambda:FunctionArn": account.arn("lambda", f"function:{account.prefix}*")}}
    return [
        Grant(_actions("cognito-idp", pools), [account.arn("cognito-idp", "userpool/*")], account.tags),
        Grant(_actions("kms", keys), [account.arn("kms", "key/*")], account.tags),
        Grant(_actions("lambda", mappings), [account.arn("lambda", "event-source-mapping:*")], functions),
    ]


def _dashboard(account: Account) -> Grant:
    """Dashboards know no regions."""
    name = account.prefix.removesuffix("-")
    arn = pulumi.Output.concat("arn:aws:cloudwatch::", account.id, ":dashboard/", name)
    return Grant(_actions("cloudwatch", "DeleteDashboards GetDashboard PutDashboard"), [arn])


def _gateway(account: Account) -> Sequence[Grant]:
    """API Gateway names its resources by paths of ids, and its actions by methods."""
    places = ("/apis", "/apis/*", "/domainnames", "/domainnames/*", "/tags/*")
    arns = [f"arn:aws:apigateway:{account.region}::{place}" for place in places]
    return [Grant(_actions("apigateway", "DELETE GET PATCH POST PUT"), arns)]


def _roles(account: Account, boundary: pulumi.Input[str]) -> Sequence[Grant]:
    """The app's roles alone, and none without the boundary."""
    roles = [account.role(f"{account.path}app/*")]
    bound: Condition = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    passed = {"StringEquals": {"iam:PassedToService": ["codedeploy.amazonaws.com", "lambda.amazonaws.com"]}}
    free = (
        "DeleteRole GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies"
        " ListRoleTags TagRole UntagRole UpdateAssumeRolePolicy UpdateRole"
    )
    return [
        Grant(_actions("iam", "CreateRole DeleteRolePolicy PutRolePolicy"), roles, bound),
        Grant(_actions("iam", free), roles),
        Grant(["iam:PassRole"], roles, passed),
    ]


def _everywhere() -> Sequence[Grant]:
    """Where AWS knows no narrower resource."""
    delivery = "CreateLogDelivery DeleteLogDelivery GetLogDelivery ListLogDeliveries UpdateLogDelivery"
    lists = "DescribeLogGroups DescribeResourcePolicies PutResourcePolicy"
    return [
        Grant(_actions("logs", f"{delivery} {lists}"), ["*"], reason="LogDeliveriesHaveNoResource"),
        Grant(["ssm:DescribeParameters"], ["*"], reason="ListsHaveNoResource"),
    ]

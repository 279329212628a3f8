"""Rights of the pipeline to deploy a commit.

It creates and deletes what can be created again. It changes tables and the user pool, but deletes neither. It writes
the policies of the app's roles, under a boundary that it cannot remove. It has no rights to its own roles, projects
and pipeline: an operator deploys changes of those.

Actions by service: https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi

from infra.account import Account
from infra.deliver.named_rights import actions_of, named_rights
from infra.grants import Condition, Grant

__all__ = ["DeployedGateway", "deploy_rights"]


@dataclass(frozen=True)
class DeployedGateway:
    """The stack's API, and its domain if it has one."""

    api_id: pulumi.Input[str]
    domain_name: str


# A tagged resource that is made asks for TagResource too: https://github.com/aws-amplify/amplify-cli/issues/12316
GATEWAY_ACTIONS = "DELETE GET PATCH POST PUT TagResource UntagResource"
# https://docs.aws.amazon.com/cognito/latest/developerguide/using-service-linked-roles.html
MAILING = "email.cognito-idp.amazonaws.com"


def deploy_rights(
    account: Account, boundary: pulumi.Input[str], gateway: DeployedGateway, *, canary: bool
) -> Mapping[str, Sequence[Grant]]:
    """Returns the grants of the deploy step by policy: IAM limits each to 6,144 characters."""
    return {
        "named": named_rights(account),
        "others": [
            *_tagged(account),
            *_mappings(account),
            *_gateway(account, gateway),
            *_watch(account),
            *(_ask_new_version(account) if canary else []),
            *_roles(account, boundary),
            *_everywhere(),
        ],
    }


def _tagged(account: Account) -> Sequence[Grant]:
    """Returns rights to resources that AWS names by ids: they are known by tags, or by their owner."""
    pools = (
        "CreateUserPoolClient DescribeUserPool DescribeUserPoolClient GetUserPoolMfaConfig ListTagsForResource"
        " TagResource UntagResource UpdateUserPool UpdateUserPoolClient"
    )
    keys = "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags"
    return [
        Grant(actions_of("cognito-idp", pools), [account.arn("cognito-idp", "userpool/*")], account.tags),
        Grant(actions_of("kms", keys), [account.arn("kms", "key/*")], account.tags),
    ]


def _mappings(account: Account) -> Sequence[Grant]:
    """Returns rights to the worker's mappings. Create and list have no resource; the others name the mapping.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
    """
    mappings = [account.arn("lambda", "event-source-mapping:*")]
    ours: Condition = {
        "ArnLike": {"lambda:FunctionArn": account.arn("lambda", f"function:{account.prefix}*")}
    }
    changes = actions_of("lambda", "DeleteEventSourceMapping UpdateEventSourceMapping")
    return [
        Grant(["lambda:CreateEventSourceMapping"], ["*"], ours, reason="MappingsAreMadeWithoutResource"),
        Grant(["lambda:GetEventSourceMapping"], ["*"], reason="MappingsAreReadWithoutResource"),
        Grant(changes, mappings, ours),
        Grant(actions_of("lambda", "ListTags TagResource UntagResource"), mappings),
    ]


def _gateway(account: Account, gateway: DeployedGateway) -> Sequence[Grant]:
    """Returns rights to the API. API Gateway names resources by paths of ids, and actions by methods.

    The API itself is neither created nor deleted: clients know its URL.
    """
    root = f"arn:aws:apigateway:{account.region}::"
    api = pulumi.Output.concat(root, "/apis/", gateway.api_id)
    inside: list[pulumi.Input[str]] = [pulumi.Output.concat(api, "/*"), f"{root}/tags/*"]
    domain = f"{root}/domainnames/{gateway.domain_name}"
    domains = [
        Grant(["apigateway:POST"], [f"{root}/domainnames"]),
        Grant(actions_of("apigateway", GATEWAY_ACTIONS), [domain, f"{domain}/*"]),
    ]
    return [
        Grant(actions_of("apigateway", "GET PATCH"), [api]),
        Grant(actions_of("apigateway", GATEWAY_ACTIONS), inside),
        *(domains if gateway.domain_name else []),
    ]


def _roles(account: Account, boundary: pulumi.Input[str]) -> Sequence[Grant]:
    """Returns rights to the app's roles, only with the boundary, and to the role by which Cognito uses SES."""
    roles = [account.role(f"{account.path}app/*")]
    bound: Condition = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    passed = {"StringEquals": {"iam:PassedToService": ["codedeploy.amazonaws.com", "lambda.amazonaws.com"]}}
    free = (
        "DeleteRole GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies"
        " ListRoleTags TagRole UntagRole UpdateAssumeRolePolicy UpdateRole"
    )
    return [
        Grant(actions_of("iam", "CreateRole DeleteRolePolicy PutRolePolicy"), roles, bound),
        Grant(actions_of("iam", free), roles),
        Grant(["iam:PassRole"], roles, passed),
        Grant(
            ["iam:CreateServiceLinkedRole"],
            [account.role(f"/aws-service-role/{MAILING}/*")],
            {"StringEquals": {"iam:AWSServiceName": MAILING}},
        ),
    ]


def _watch(account: Account) -> Sequence[Grant]:
    """Returns rights to the dashboard, which has no region, and to the state of alarms."""
    dashboard = pulumi.Output.concat(
        "arn:aws:cloudwatch::", account.id, ":dashboard/", account.prefix.removesuffix("-")
    )
    return [
        Grant(actions_of("cloudwatch", "DeleteDashboards GetDashboard PutDashboard"), [dashboard]),
        Grant(["cloudwatch:DescribeAlarms"], [account.alarms]),
    ]


def _ask_new_version(account: Account) -> Sequence[Grant]:
    """Returns the right to invoke versions of the API. Without a qualifier it would be another resource."""
    versions = account.arn("lambda", f"function:{account.prefix}api-function-*:*")
    return [Grant(["lambda:InvokeFunction"], [versions])]


def _everywhere() -> Sequence[Grant]:
    """Returns rights for which AWS has no narrower resource."""
    delivery = "CreateLogDelivery DeleteLogDelivery GetLogDelivery ListLogDeliveries UpdateLogDelivery"
    lists = "DescribeLogGroups DescribeResourcePolicies PutResourcePolicy"
    return [
        Grant(actions_of("logs", f"{delivery} {lists}"), ["*"], reason="LogDeliveriesHaveNoResource"),
        Grant(["ssm:DescribeParameters"], ["*"], reason="ListsHaveNoResource"),
    ]

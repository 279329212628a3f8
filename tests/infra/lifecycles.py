"""The rights that Pulumi's provider needs to create, read, update and delete what the pipeline deploys, by type.

The source is the operations that terraform-provider-aws calls for each resource. Actions that the pipeline must not
have are in beyond.py: it deletes no table and no pool, and creates no key and no API.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.infra.program import Program, Registered
from tests.infra.realistic import ACCOUNT, REGION

__all__ = ["LIFECYCLES", "Need", "deployed", "needs_of"]

TAGS = "ListTagsForResource TagResource UntagResource"
GATEWAY = "apigateway: DELETE GET PATCH POST PUT"
TAGGED = "apigateway: TagResource UntagResource"  # https://github.com/aws-amplify/amplify-cli/issues/12316
POOL = {"aws:ResourceTag/project": "dwipper", "aws:ResourceTag/stack": "{stack}"}
# https://docs.aws.amazon.com/cognito/latest/developerguide/using-service-linked-roles.html
MAILING = "email.cognito-idp.amazonaws.com"
MAILING_ROLE = (
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/{MAILING}/AWSServiceRoleForAmazonCognitoIdpEmailService"
)
LOG_DELIVERY = "logs: CreateLogDelivery GetLogDelivery ListLogDeliveries UpdateLogDelivery DeleteLogDelivery"
BOUND = {"iam:PermissionsBoundary": "{boundary}"}
OF_THE_FUNCTION = {"lambda:FunctionArn": "{function}"}


@dataclass(frozen=True)
class Need:
    """Actions of one service on one resource, with the request's context. `{arn}` is the resource's ARN."""

    actions: str
    resource: str = "{arn}"
    context: Mapping[str, str] = field(default_factory=dict)


LIFECYCLES: Mapping[str, list[Need]] = {
    "apigatewayv2/api:Api": [
        Need("apigateway: GET PATCH", "{gateway}/apis/{id}"),
        Need(GATEWAY, "{gateway}/tags/arn%3Aaws"),
    ],
    "apigatewayv2/apiMapping:ApiMapping": [Need(GATEWAY, "{gateway}/domainnames/{domainName}/apimappings")],
    "apigatewayv2/authorizer:Authorizer": [Need(GATEWAY, "{gateway}/apis/{apiId}/authorizers/{id}")],
    "apigatewayv2/domainName:DomainName": [
        Need("apigateway: POST", "{gateway}/domainnames"),
        Need(GATEWAY, "{gateway}/domainnames/{domainName}"),
    ],
    "apigatewayv2/integration:Integration": [Need(GATEWAY, "{gateway}/apis/{apiId}/integrations/{id}")],
    "apigatewayv2/route:Route": [Need(GATEWAY, "{gateway}/apis/{apiId}/routes/{id}")],
    "apigatewayv2/stage:Stage": [
        Need(GATEWAY, "{gateway}/apis/{apiId}/stages/$default"),
        Need(TAGGED, "{gateway}/apis/{apiId}/stages"),
        Need(f"{LOG_DELIVERY} DescribeLogGroups DescribeResourcePolicies PutResourcePolicy", "*"),
    ],
    "cloudwatch/dashboard:Dashboard": [
        Need(
            "cloudwatch: DeleteDashboards GetDashboard PutDashboard",
            f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/{{dashboardName}}",
        )
    ],
    "cloudwatch/logGroup:LogGroup": [
        Need(f"logs: CreateLogGroup DeleteLogGroup DeleteRetentionPolicy PutRetentionPolicy {TAGS}"),
        Need("logs: DescribeLogGroups", "*"),
    ],
    "cloudwatch/logMetricFilter:LogMetricFilter": [
        Need("logs: DeleteMetricFilter DescribeMetricFilters PutMetricFilter", "{log}"),
    ],
    "cloudwatch/metricAlarm:MetricAlarm": [
        Need(f"cloudwatch: DeleteAlarms PutMetricAlarm {TAGS}"),
        Need("cloudwatch: DescribeAlarms", f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*"),
    ],
    "codedeploy/application:Application": [
        Need(f"codedeploy: CreateApplication DeleteApplication GetApplication UpdateApplication {TAGS}"),
    ],
    "codedeploy/deploymentConfig:DeploymentConfig": [
        Need("codedeploy: CreateDeploymentConfig DeleteDeploymentConfig GetDeploymentConfig"),
    ],
    "codedeploy/deploymentGroup:DeploymentGroup": [
        Need(
            "codedeploy: CreateDeploymentGroup DeleteDeploymentGroup GetDeploymentGroup UpdateDeploymentGroup"
            f" {TAGS}"
        ),
    ],
    "cognito/userPool:UserPool": [
        Need(f"cognito-idp: DescribeUserPool GetUserPoolMfaConfig UpdateUserPool {TAGS}", context=POOL),
        Need("iam: CreateServiceLinkedRole", MAILING_ROLE, context={"iam:AWSServiceName": MAILING}),
    ],
    "cognito/userPoolClient:UserPoolClient": [
        Need(
            "cognito-idp: CreateUserPoolClient DescribeUserPoolClient UpdateUserPoolClient",
            "{pool}",
            context=POOL,
        ),
    ],
    "dynamodb/table:Table": [
        Need(
            "dynamodb: CreateTable DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource"
            " TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive"
        ),
    ],
    "iam/role:Role": [
        Need("iam: CreateRole", context=BOUND),
        Need(
            "iam: DeleteRole GetRole ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies TagRole"
            " UntagRole UpdateAssumeRolePolicy"
        ),
        Need("iam: PassRole", context={"iam:PassedToService": "{service}"}),
    ],
    "iam/rolePolicy:RolePolicy": [
        Need("iam: DeleteRolePolicy PutRolePolicy", "{owner}", context=BOUND),
        Need("iam: GetRolePolicy", "{owner}"),
    ],
    "kms/key:Key": [
        Need("kms: DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags", context=POOL),
    ],
    "lambda/alias:Alias": [Need("lambda: CreateAlias DeleteAlias GetAlias UpdateAlias")],
    # Create and list have no resource, the other actions have the mapping's:
    # https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
    "lambda/eventSourceMapping:EventSourceMapping": [
        Need("lambda: CreateEventSourceMapping", "*", OF_THE_FUNCTION),
        Need("lambda: GetEventSourceMapping", "*"),
        Need("lambda: DeleteEventSourceMapping UpdateEventSourceMapping", context=OF_THE_FUNCTION),
        Need("lambda: ListTags TagResource UntagResource"),
    ],
    "lambda/function:Function": [
        Need(
            "lambda: CreateFunction DeleteFunction DeleteFunctionConcurrency GetFunction"
            " GetFunctionCodeSigningConfig GetFunctionConfiguration ListTags ListVersionsByFunction PublishVersion"
            " PutFunctionConcurrency TagResource UntagResource UpdateFunctionCode UpdateFunctionConfiguration"
        ),
        Need("lambda: GetFunction", "{arn}:7"),
    ],
    "lambda/functionRecursionConfig:FunctionRecursionConfig": [
        Need("lambda: GetFunctionRecursionConfig PutFunctionRecursionConfig", "{function}")
    ],
    "lambda/permission:Permission": [Need("lambda: AddPermission GetPolicy RemovePermission", "{function}")],
    "sns/topic:Topic": [Need(f"sns: CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes {TAGS}")],
    "sns/topicPolicy:TopicPolicy": [Need("sns: GetTopicAttributes SetTopicAttributes")],
    "sns/topicSubscription:TopicSubscription": [
        Need("sns: GetSubscriptionAttributes Subscribe Unsubscribe", "{topic}")
    ],
    "sqs/queue:Queue": [
        Need(
            "sqs: CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue"
            " UntagQueue"
        ),
    ],
    "ssm/parameter:Parameter": [
        Need(
            "ssm: AddTagsToResource DeleteParameter GetParameter GetParameters ListTagsForResource PutParameter"
            " RemoveTagsFromResource"
        ),
        Need("ssm: DescribeParameters", "*"),
    ],
}


def deployed(program: Program) -> list[Registered]:
    """Returns what the pipeline deploys: everything except the pipeline, the boundary, the budget and the site."""
    return [
        one
        for one in program.registered
        if one.type.startswith("aws:")
        and not one.name.startswith(("boundary", "deliver", "edge", "site", "spending"))
    ]


def needs_of(program: Program, one: Registered) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Returns each action, the resource's ARN and the request's context."""
    words = _words(program, one)
    for need in LIFECYCLES[one.type.removeprefix("aws:")]:
        service, *actions = need.actions.split()
        context = {key: value.format_map(words) for key, value in need.context.items()}
        for action in actions:
            yield f"{service}{action}", need.resource.format_map(words), context


def _words(program: Program, one: Registered) -> dict[str, str]:
    inputs = one.inputs
    found = {
        "boundary": program.one("iam/policy:Policy", "boundary-policy").arn,
        "function": _arn_by_name(program, "lambda/function:Function", inputs.get("functionName"))
        or _arn_by_name(program, "lambda/function:Function", inputs.get("function")),
        "gateway": f"arn:aws:apigateway:{REGION}::",
        "id": one.id,
        "log": _arn_by_name(program, "cloudwatch/logGroup:LogGroup", inputs.get("logGroupName")),
        "owner": _arn_by_name(program, "iam/role:Role", inputs.get("role")),
        "pool": program.one("cognito/userPool:UserPool").arn,
        "service": "codedeploy.amazonaws.com" if one.name == "release-role" else "lambda.amazonaws.com",
        "stack": program.stack,
    }
    return {**inputs, **one.outputs, **found}


def _arn_by_name(program: Program, kind: str, name: str | None) -> str:
    """Returns the ARN of a resource known by its name, or by an ARN that begins with its own."""
    return next(
        (
            one.arn
            for one in program.all(kind)
            if name and (name == one.outputs["name"] or name.startswith(one.arn))
        ),
        "",
    )

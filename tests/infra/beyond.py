"""Actions that no role of the pipeline may have, whatever a commit contains."""

from collections.abc import Iterator

from tests.infra.program import Program
from tests.infra.realistic import ACCOUNT, REGION
from tests.infra.simulation import roles_of

__all__ = ["KEY_OF_STATE", "STATE", "beyond", "state_key", "tags"]

Asked = tuple[str, str, dict[str, object]]  # an action, a resource, and the request's context
STATE = f"arn:aws:s3:::dwipper-state-{ACCOUNT}-{REGION}"
KEY_OF_STATE = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1c0ffee0-0000-4000-8000-000000000000"


def state_key(stack: str) -> dict[str, object]:
    """Returns the context of a request for the key of a stack's state."""
    return {"kms:ResourceAliases": [f"alias/dwipper-{stack}-state"]}


def tags(stack: str) -> dict[str, object]:
    """Returns the context of a request for a resource of a stack."""
    return {"aws:ResourceTag/project": "dwipper", "aws:ResourceTag/stack": stack}


def beyond(program: Program) -> Iterator[Asked]:
    """Returns actions on the pipeline, the site, permissions, irreplaceable data, and other stacks."""
    yield from _the_pipeline(program)
    yield from _the_site(program)
    yield from _rights(program)
    yield from _what_is_kept(program)
    yield from _other_stacks(program)


def _the_pipeline(program: Program) -> Iterator[Asked]:
    bound: dict[str, object] = {
        "iam:PermissionsBoundary": program.one("iam/policy:Policy", "boundary-policy").arn
    }
    for role in (role for role in roles_of(program) if role.name.startswith("deliver")):
        for action in ("CreateRole", "DeleteRole", "PutRolePolicy", "TagRole", "UpdateAssumeRolePolicy"):
            yield f"iam:{action}", role.arn, bound
        for service in ("codebuild", "lambda"):
            yield "iam:PassRole", role.arn, {"iam:PassedToService": f"{service}.amazonaws.com"}
    for project in program.all("codebuild/project:Project"):
        yield "codebuild:UpdateProject", project.arn, {}
    yield (
        "budgets:ModifyBudget",
        f"arn:aws:budgets::{ACCOUNT}:budget/dwipper-{program.stack}-spending-budget-1",
        {},
    )
    yield "codepipeline:UpdatePipeline", program.one("codepipeline/pipeline:Pipeline").arn, {}
    for rule in program.all("cloudwatch/eventRule:EventRule"):
        yield "events:PutTargets", rule.arn, {}


def _the_site(program: Program) -> Iterator[Asked]:
    distribution = program.one("cloudfront/distribution:Distribution").arn
    for action in ("CreateInvalidation", "DeleteDistribution", "GetDistributionConfig", "UpdateDistribution"):
        yield f"cloudfront:{action}", distribution, {}
    for action in ("DeleteWebACL", "UpdateWebACL"):
        yield f"wafv2:{action}", program.one("wafv2/webAcl:WebAcl").arn, {}
    bucket = program.one("s3/bucket:Bucket", "site-files-bucket").arn
    for action in ("DeleteBucket", "PutBucketPolicy", "PutBucketVersioning", "PutLifecycleConfiguration"):
        yield f"s3:{action}", bucket, {}


def _rights(program: Program) -> Iterator[Asked]:
    boundary = program.one("iam/policy:Policy", "boundary-policy").arn
    bound: dict[str, object] = {"iam:PermissionsBoundary": boundary}
    for role in roles_of(program):
        for action in ("AttachRolePolicy", "DeleteRolePermissionsBoundary", "PutRolePermissionsBoundary"):
            yield f"iam:{action}", role.arn, bound
        for action in ("CreateRole", "PutRolePolicy"):
            yield f"iam:{action}", role.arn, {}
            yield f"iam:{action}", role.arn, {"iam:PermissionsBoundary": f"{boundary}-other"}
        yield "iam:PassRole", role.arn, {"iam:PassedToService": "ec2.amazonaws.com"}
        yield "sts:AssumeRole", role.arn, {}
    for action in ("CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "SetDefaultPolicyVersion"):
        yield f"iam:{action}", boundary, {}
    for action in ("CreateAccessKey", "CreateUser"):
        yield f"iam:{action}", f"arn:aws:iam::{ACCOUNT}:user/dwipper/{program.stack}/app/x", bound
    yield "iam:CreatePolicy", f"arn:aws:iam::{ACCOUNT}:policy/dwipper/{program.stack}/app/x", {}


def _what_is_kept(program: Program) -> Iterator[Asked]:
    stack = program.stack
    for table in program.all("dynamodb/table:Table"):
        yield "dynamodb:DeleteTable", table.arn, {}
    yield "cognito-idp:DeleteUserPool", program.one("cognito/userPool:UserPool").arn, tags(stack)
    yield "codecommit:DeleteRepository", program.one("codecommit/repository:Repository").arn, {}
    api = program.one("apigatewayv2/api:Api").id
    yield "apigateway:DELETE", f"arn:aws:apigateway:{REGION}::/apis/{api}", {}
    for key in (*(one.arn for one in program.all("kms/key:Key")), KEY_OF_STATE):
        for action in ("CreateGrant", "DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"):
            yield f"kms:{action}", key, {**tags(stack), **state_key(stack)}
    yield "s3:DeleteBucket", STATE, {}
    yield "s3:PutBucketPolicy", STATE, {}


def _other_stacks(program: Program) -> Iterator[Asked]:
    def foreign(arn: str) -> str:
        return arn.replace(f"dwipper-{program.stack}-", "dwipper-other-")

    for table in program.all("dynamodb/table:Table"):
        for action in ("DeleteTable", "GetItem", "UpdateTable"):
            yield f"dynamodb:{action}", foreign(table.arn), {}
    for function in program.all("lambda/function:Function"):
        yield "lambda:UpdateFunctionCode", foreign(function.arn), {}
        yield "lambda:CreateEventSourceMapping", "*", {"lambda:FunctionArn": foreign(function.arn)}
    for action in ("AdminDeleteUser", "AdminSetUserPassword", "UpdateUserPool"):
        yield f"cognito-idp:{action}", program.one("cognito/userPool:UserPool").arn, tags("other")
    for place in ("/apis/0ther0ther", "/apis/0ther0ther/routes/1", "/domainnames/other.example"):
        for action in ("DELETE", "PATCH"):
            yield f"apigateway:{action}", f"arn:aws:apigateway:{REGION}::{place}", {}
    for action in ("DeleteObject", "PutObject"):
        yield f"s3:{action}", f"{STATE}/.pulumi/stacks/dwipper/other.json", {}
    yield "kms:Decrypt", KEY_OF_STATE, state_key("other")

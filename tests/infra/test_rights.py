"""What the app's functions may do, and who may act in whose role."""

import pytest

from tests.infra.policies import rights_of, statements
from tests.infra.program import STACKS, Program, program_of
from tests.infra.realistic import ACCOUNT, STREAM

LOGGING = {"logs:CreateLogStream", "logs:PutLogEvents"}
TRACING = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}
FUNCTIONS = {"api-role": "lambda", "jobs-role": "lambda", "worker-role": "lambda"}
DELIVERY = {
    "deliver-deploy-role": "codebuild",
    "deliver-preview-role": "codebuild",
    "deliver-role": "codepipeline",
    "deliver-starter": "events",
    "deliver-test-role": "codebuild",
}
TAKEN_ON_BY = {
    "dev": FUNCTIONS | DELIVERY,
    "local": FUNCTIONS,
    "prod": FUNCTIONS | DELIVERY | {"release-role": "codedeploy"},
    "staging": FUNCTIONS | DELIVERY | {"release-role": "codedeploy"},
}


def cursor_keys(stack: str) -> str:
    """Those that a rotation has taken away too: an older version of the function is told that they are gone."""
    return f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter/dwipper/{stack}/cursor-key/*"


def data(*operations: str) -> set[str]:
    return {f"dynamodb:{operation}" for operation in operations}


READING = data("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")


def test_the_api_has_exactly_these_rights(program: Program) -> None:
    assert rights_of(program, "api") == {
        "*": TRACING,
        "api-log:*": LOGGING,
        "storage-profiles": data("BatchGetItem", "ConditionCheckItem", "GetItem", "PutItem"),
        "storage-profiles/index/leaving": data("Query"),
        "storage-dwipps": data("BatchGetItem", "DeleteItem", "GetItem", "PutItem", "UpdateItem"),
        "storage-dwipps/index/feed": data("Query"),
        "storage-dwipps/index/by_author": data("Query"),
        "storage-upvotes": data("BatchGetItem", "DeleteItem", "PutItem", "Query"),
        "storage-favorites": data("BatchGetItem", "DeleteItem", "PutItem", "Query"),
        "storage-favorites/index/by_dwipp": data("Query"),
        "storage-idempotency": data("GetItem", "PutItem"),
        cursor_keys(program.stack): {"ssm:GetParameter"},
        "identity-client-secret": {"ssm:GetParameter"},
        "identity-users": {"cognito-idp:AdminGetUser", "cognito-idp:AdminSetUserPassword"},
    }


def test_the_worker_has_exactly_these_rights(program: Program) -> None:
    assert rights_of(program, "worker") == {
        "*": TRACING,
        "worker-log:*": LOGGING,
        f"storage-profiles{STREAM}": READING,
        f"storage-dwipps{STREAM}": READING,
        "jobs-queue": {"sqs:SendMessage"},
        "worker-failures": {"sqs:SendMessage"},
    }


def test_the_jobs_have_exactly_these_rights(program: Program) -> None:
    assert rights_of(program, "jobs") == {
        "*": TRACING,
        "jobs-log:*": LOGGING,
        "storage-profiles": data("GetItem", "UpdateItem"),
        "storage-dwipps": data("BatchWriteItem", "UpdateItem"),
        "storage-dwipps/index/by_author": data("Query"),
        "storage-upvotes": data("BatchWriteItem", "DeleteItem", "Query"),
        "storage-upvotes/index/by_dwipp": data("Query"),
        "storage-favorites": data("BatchWriteItem", "DeleteItem", "Query"),
        "storage-favorites/index/by_dwipp": data("Query"),
        "identity-users": {"cognito-idp:AdminDeleteUser"},
        "jobs-queue": {
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
            "sqs:SendMessage",
        },
    }


# Lambda does not say that it names the account: docs/decisions/0057-lambdas-trust.md. Every other service has to.
OURS = {"Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}}


@pytest.mark.parametrize("stack", STACKS)
def test_each_role_is_assumed_only_by_its_service(stack: str) -> None:
    roles = program_of(stack).all("iam/role:Role")
    trusts = {role.name: statements(role.inputs["assumeRolePolicy"]) for role in roles}

    assert trusts == {
        name: [
            {
                "Effect": "Allow",
                "Principal": {"Service": f"{service}.amazonaws.com"},
                "Action": ["sts:AssumeRole"],
                "Resource": [],
                **({} if service == "lambda" else OURS),
            }
        ]
        for name, service in TAKEN_ON_BY[stack].items()
    }

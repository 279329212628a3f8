"""No policy of any stack is too wide, misspelt, or too long for IAM."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import botocore.session
import pytest

from tests.infra.policies import (
    INLINE_CHARACTERS,
    MANAGED_CHARACTERS,
    TRUST_CHARACTERS,
    allows,
    length,
    statements,
)
from tests.infra.program import Program

DOCUMENTS = {
    "aws:iam/policy:Policy": "policy",
    "aws:iam/role:Role": "assumeRolePolicy",
    "aws:iam/rolePolicy:RolePolicy": "policy",
    "aws:kms/key:Key": "policy",
    "aws:s3/bucketPolicy:BucketPolicy": "policy",
    "aws:sns/topicPolicy:TopicPolicy": "policy",
}

# The reasons for a resource `*`, given in the Sid. A new one needs a decision.
REASONS = {
    "ListsHaveNoResource",
    "LogDeliveriesHaveNoResource",
    "MappingsAreMadeWithoutResource",
    "MappingsAreReadWithoutResource",
    "TracesHaveNoResource",
}

# Actions that are not operations of the API.
# https://docs.aws.amazon.com/service-authorization/latest/reference/
RIGHTS_ALONE = {
    "apigateway": {"DELETE", "GET", "PATCH", "POST", "PUT"},
    "codecommit": {"CancelUploadArchive", "GetUploadArchiveStatus", "GitPull", "UploadArchive"},
    "codeconnections": {"UseConnection"},
    "codestar-connections": {"UseConnection"},
    "dynamodb": {"ConditionCheckItem", "DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"},
    "iam": {"PassRole"},
    "kms": {"ReEncryptFrom", "ReEncryptTo"},
    "lambda": {"InvokeFunction"},
    "logs": {
        "CreateLogDelivery",
        "GetLogDelivery",
        "ListLogDeliveries",
        "UpdateLogDelivery",
        "DeleteLogDelivery",
    },
    "s3": {"GetObjectVersion", "ListBucket", "ListBucketVersions"},
}


def documents(program: Program) -> Iterator[tuple[str, str]]:
    """Returns each policy of any kind, with the name of its resource."""
    for one in program.registered:
        if one.type in DOCUMENTS:
            yield one.name, one.inputs[DOCUMENTS[one.type]]


def test_a_policy_is_read_wherever_one_is_registered(program: Program) -> None:
    """The tests below would not check a type that they do not know."""
    named = {
        one.type
        for one in program.registered
        if any(isinstance(value, str) and '"Statement"' in value for value in one.inputs.values())
    }

    assert named <= DOCUMENTS.keys()


def test_no_policy_allows_a_wildcard_of_actions(program: Program) -> None:
    wide = [
        (name, action)
        for name, policy in documents(program)
        for statement in statements(policy)
        for action in statement["Action"]
        if statement["Effect"] == "Allow" and "*" in action
    ]

    assert wide == []


def test_no_policy_uses_not_action_not_resource_or_not_principal(program: Program) -> None:
    """They allow actions that nobody has considered."""
    assert not any(re.search('"Not(Action|Resource|Principal)"', policy) for _, policy in documents(program))


def test_every_statement_names_its_resources_or_gives_a_reason(program: Program) -> None:
    unexplained = [
        (name, statement)
        for name, statement in allows(program)
        if "*" in statement["Resource"] and statement.get("Sid") not in REASONS
    ]

    assert unexplained == []


def test_a_reason_is_given_only_for_a_wildcard_resource(program: Program) -> None:
    assert all(
        statement["Resource"] == ["*"] for _, statement in allows(program) if statement.get("Sid") in REASONS
    )


def test_statement_ids_are_unique_in_a_policy(program: Program) -> None:
    """IAM would reject the policy."""
    for name, policy in documents(program):
        sids = [statement["Sid"] for statement in statements(policy) if "Sid" in statement]
        assert len(sids) == len(set(sids)), name
        assert all(sid.isalnum() for sid in sids), name


def test_every_action_in_a_policy_exists(program: Program) -> None:
    used = {
        action
        for _, policy in documents(program)
        for statement in statements(policy)
        for action in statement["Action"]
        if "*" not in action
    }

    assert sorted(action for action in used if not exists(action)) == []


def exists(action: str) -> bool:
    service, name = action.split(":")
    if name in RIGHTS_ALONE.get(service, ()):
        return True
    return name in operations_of(service)


@cache
def operations_of(service: str) -> Sequence[str]:
    found: Sequence[str] = botocore.session.get_session().get_service_model(service).operation_names
    return found


@pytest.mark.parametrize(
    "wrong", ["dynamodb:BatchGetItems", "lambda:TagFunction", "apigateway:Get", "s3:ListObjects2"]
)
def test_a_misspelt_action_is_found(wrong: str) -> None:
    assert not exists(wrong)


def test_policies_are_within_iams_limits(program: Program) -> None:
    inline: dict[str, int] = {}
    for one in program.all("iam/rolePolicy:RolePolicy"):
        inline[one.inputs["role"]] = inline.get(one.inputs["role"], 0) + length(one.inputs["policy"])

    assert max(inline.values()) <= INLINE_CHARACTERS
    for one in program.all("iam/policy:Policy"):
        assert length(one.inputs["policy"]) <= MANAGED_CHARACTERS
    for one in program.all("iam/role:Role"):
        assert length(one.inputs["assumeRolePolicy"]) <= TRUST_CHARACTERS


def test_every_bucket_refuses_requests_without_tls(program: Program) -> None:
    policies = {one.inputs["bucket"]: one for one in program.all("s3/bucketPolicy:BucketPolicy")}

    for bucket in program.all("s3/bucket:Bucket"):
        denial = documents_of(policies[bucket.outputs["bucket"]].inputs["policy"])[0]
        assert (denial["Effect"], denial["Principal"]) == ("Deny", "*")
        assert denial["Resource"] == [bucket.arn, f"{bucket.arn}/*"]
        assert denial["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_only_the_sites_distribution_reads_the_page(delivered: Program) -> None:
    policy = delivered.one("s3/bucketPolicy:BucketPolicy", "site-files-tls").inputs["policy"]
    bucket = delivered.one("s3/bucket:Bucket", "site-files-bucket").arn
    distribution = delivered.one("cloudfront/distribution:Distribution").arn
    allowed = [one for one in statements(policy) if one["Effect"] == "Allow"]

    assert {(*one["Action"], *one["Resource"]) for one in allowed} == {
        ("s3:GetObject", f"{bucket}/*"),
        ("s3:ListBucket", bucket),
    }
    for one in allowed:
        assert one["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert one["Condition"] == {"StringEquals": {"aws:SourceArn": distribution}}


def documents_of(policy: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(policy)["Statement"]
    return found

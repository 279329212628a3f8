"""A stack and a region with the longest names have no name and no policy that is too long for AWS."""

import pytest

from infra.settings.stack import LONGEST_STACK_NAME
from tests.infra.policies import INLINE_CHARACTERS, MANAGED_CHARACTERS, length
from tests.infra.program import Program, program_of
from tests.infra.realistic import ACCOUNT, NAMES

REGION = "ap-northeast-1"  # the longest name in AWS's main partition

# By type: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html and each service's reference.
LONGEST = {
    "cloudfront/function:Function": 64,
    "cloudfront/originAccessControl:OriginAccessControl": 64,
    "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": 128,
    "cloudwatch/eventRule:EventRule": 64,
    "cloudwatch/logDeliveryDestination:LogDeliveryDestination": 60,
    "cloudwatch/logDeliverySource:LogDeliverySource": 60,
    "codecommit/repository:Repository": 100,
    "codedeploy/application:Application": 100,
    "codedeploy/deploymentConfig:DeploymentConfig": 100,
    "codepipeline/pipeline:Pipeline": 100,
    "iam/policy:Policy": 128,
    "iam/role:Role": 64,
    "lambda/function:Function": 64,
    "s3/bucket:Bucket": 63,
    "sqs/queue:Queue": 80,
    "wafv2/webAcl:WebAcl": 128,
}
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
ATTACHED_POLICIES = 10


@pytest.fixture(scope="module")
def longest() -> Program:
    """Returns the stack with every option that makes policies longer."""
    name = "feature-" + "x" * (LONGEST_STACK_NAME - len("feature-"))
    return program_of(
        "prod",
        name=name,
        region=REGION,
        domainName="api.a-rather-long-name-of-a-domain.dwipper.example",
        certificateArn=f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/1",
    )


def test_names_are_within_awss_limits(longest: Program) -> None:
    for kind, most in LONGEST.items():
        for one in longest.all(kind):
            name = one.outputs[NAMES.get(one.type, "name")]
            assert len(name) <= most, f"{name} is longer than {most}"


def test_policies_are_within_iams_limits(longest: Program) -> None:
    inline: dict[str, int] = {}
    for one in longest.all("iam/rolePolicy:RolePolicy"):
        inline[one.inputs["role"]] = inline.get(one.inputs["role"], 0) + length(one.inputs["policy"])
    managed = {one.name: length(one.inputs["policy"]) for one in longest.all("iam/policy:Policy")}

    assert {role: size for role, size in inline.items() if size > INLINE_CHARACTERS} == {}
    assert {name: size for name, size in managed.items() if size > MANAGED_CHARACTERS} == {}


def test_the_policies_per_role_are_within_iams_limit(longest: Program) -> None:
    roles = [one.inputs["role"] for one in longest.all("iam/rolePolicyAttachment:RolePolicyAttachment")]

    assert all(roles.count(role) <= ATTACHED_POLICIES for role in roles)

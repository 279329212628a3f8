"""What the app's functions may do, and who may act in whose role."""

import pytest

from tests.infra.policies import rights_of, statements
from tests.infra.program import STACKS, program_of
from tests.infra.realistic import ACCOUNT

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


@pytest.mark.parametrize("function", ["api", "worker", "jobs"])
def test_a_function_has_the_same_rights_in_every_stack(function: str) -> None:
    """Which rights those are: tests/faults/test_rights.py."""
    first, *others = (
        {place.replace(f"/{stack}/", "/"): actions for place, actions in rights.items()}
        for stack in STACKS
        for rights in [rights_of(program_of(stack), function)]
    )

    assert others == [first] * len(others)


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

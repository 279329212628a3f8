"""Simulates IAM: may a role of the program do this?

Uses the evaluator with which MiniStack enforces policies (AUTH=true). It is called directly: SimulateCustomPolicy of
1.5.33 ignores ContextEntries and permissions boundaries, and uses only the first of ResourceArns.
test_simulated_app.py shows that both agree on what both can evaluate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

from tests.infra.program import Program, Registered
from tests.infra.realistic import ACCOUNT, REGION

__all__ = ["Role", "role_of", "roles_of"]

EMPTY: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Role:
    """A role of a program, with its policies and its boundary."""

    name: str
    arn: str
    policies: Sequence[str]
    boundary: str | None

    def may(self, action: str, resource: str, context: Mapping[str, object] = EMPTY) -> bool:
        """Returns whether the role may do it. A context is `{"iam:PassedToService": "lambda.amazonaws.com"}`."""
        asked = EvalContext(
            principal_arn=self.arn,
            principal_type="AssumedRole",
            principal_account=ACCOUNT,
            action=action,
            resource_arn=resource,
            region=REGION,
            service_context={key.lower(): value for key, value in context.items()},
        )
        limits = [[parse_policy_document(self.boundary)]] if self.boundary else []
        decided = evaluate(asked, [parse_policy_document(policy) for policy in self.policies], *limits)
        return bool(decided.decision == "Allow")


def roles_of(program: Program) -> Sequence[Role]:
    """Returns all roles of a program."""
    return [_role(program, one) for one in program.all("iam/role:Role")]


def role_of(program: Program, name: str) -> Role:
    """Returns the role with the name."""
    return _role(program, program.one("iam/role:Role", name))


def _role(program: Program, role: Registered) -> Role:
    name = role.outputs["name"]
    inline = [
        one.inputs["policy"] for one in program.all("iam/rolePolicy:RolePolicy") if one.inputs["role"] == name
    ]
    managed = {one.arn: one.inputs["policy"] for one in program.all("iam/policy:Policy")}
    attached = [
        managed[one.inputs["policyArn"]]
        for one in program.all("iam/rolePolicyAttachment:RolePolicyAttachment")
        if one.inputs["role"] == name
    ]
    limit = role.inputs.get("permissionsBoundary")
    return Role(role.name, role.arn, [*inline, *attached], managed[limit] if limit else None)

"""The policies of a program: their statements, and the rights of a role, with the program's own names."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.infra.program import Program

__all__ = [
    "INLINE_CHARACTERS",
    "MANAGED_CHARACTERS",
    "TRUST_CHARACTERS",
    "allows",
    "length",
    "log_stream",
    "rights_of",
    "statements",
]

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
INLINE_CHARACTERS, MANAGED_CHARACTERS, TRUST_CHARACTERS = 10_240, 6_144, 2_048

Statement = dict[str, Any]


def statements(policy: str) -> list[Statement]:
    """Returns the statements with lists of actions and resources. A trust policy has no resources."""
    found: list[Statement] = json.loads(policy)["Statement"]
    return [
        {**one, "Action": listed(one["Action"]), "Resource": listed(one.get("Resource", []))} for one in found
    ]


def allows(program: Program) -> Iterator[tuple[str, Statement]]:
    """Returns what each identity policy and the boundary allow, with the policy's name."""
    for kind in ("iam/policy:Policy", "iam/rolePolicy:RolePolicy"):
        for policy in program.all(kind):
            yield from ((policy.name, one) for one in statements(policy.inputs["policy"]))


def rights_of(program: Program, function: str) -> Mapping[str, set[str]]:
    """Returns the rights of a function's role: actions by resource."""
    policy = program.one("iam/rolePolicy:RolePolicy", f"{function}-policy")
    found: dict[str, set[str]] = {}
    for statement in statements(policy.inputs["policy"]):
        for resource in statement["Resource"]:
            found.setdefault(program.label(resource), set()).update(statement["Action"])
    return found


def length(policy: str) -> int:
    """Returns the length as IAM counts it: without white space."""
    return len(re.sub(r"\s", "", policy))


def log_stream(program: Program, group: str) -> str:
    """Returns the ARN of a stream in a log group."""
    return f"{program.one('cloudwatch/logGroup:LogGroup', group).arn}:log-stream:2026/11/25"


def listed(value: str | list[str]) -> list[str]:
    """Returns a list: IAM accepts one value or a list."""
    return [value] if isinstance(value, str) else value

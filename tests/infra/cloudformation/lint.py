"""Templates linted by cfn-lint: by CloudFormation's schemas, quotas and its own rules, all in its wheel, offline.

https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cfnlint.config import ConfigMixIn
from cfnlint.decode.decode import decode_str
from cfnlint.runner import Runner

from tests.infra.realistic import REGION

__all__ = ["IGNORED", "LintFinding", "lint"]

# The rule, the property and how the finding begins; and why it is wrong.
IGNORED: Mapping[tuple[str, str, str], str] = {
    ("E3030", "AWS::SSM::Parameter/Type", "'SecureString'"): (
        "CloudFormation makes no SecureString; the API and the provider do"
    ),
    ("W2530", "AWS::Lambda::Function/SnapStart", "'SnapStart' is enabled"): (
        "the provider publishes versions itself; in CloudFormation they are resources"
    ),
    **{
        ("W3037", "AWS::IAM::ManagedPolicy/PolicyDocument", f"'{action}'"): (
            "API Gateway asks for it, and no list of actions has it: infra/deliver/deploy_rights.py"
        )
        for action in ("tagresource", "untagresource")
    },
}


@dataclass(frozen=True)
class LintFinding:
    """An error or a warning, such as E3030 about `AWS::Lambda::Function/Runtime`, and the resource's label."""

    rule: str
    about: str
    label: str
    message: str

    @property
    def ignored(self) -> tuple[str, str, str] | None:
        """Returns the key of the reason, if the finding is ignored."""
        for rule, about, beginning in IGNORED:
            if (self.rule, self.about) == (rule, about) and self.message.startswith(beginning):
                return rule, about, beginning
        return None


def lint(template: Mapping[str, Any]) -> set[LintFinding]:
    """Returns the findings. Raises ValueError if the template is invalid."""
    decoded, broken = decode_str(json.dumps(template))
    if broken:
        raise ValueError(broken)
    return set(_findings(template["Resources"], _runner().validate_template(decoded)))


def _findings(resources: Mapping[str, Any], matches: Iterator[Any]) -> Iterator[LintFinding]:
    for match in matches:
        path: list[str] = [str(step) for step in match.path]  # Resources, the label, Properties, the property
        label = path[1]
        yield LintFinding(
            match.rule.id, "/".join([resources[label]["Type"], *path[3:4]]), label, match.message
        )


@cache
def _runner() -> Runner:
    return Runner(ConfigMixIn(regions=[REGION]))

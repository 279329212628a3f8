"""Every stack's resources are valid by CloudFormation's schemas, which AWS publishes, and by its linter's rules."""

import copy
import json
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

import pytest

from tests.infra.cloudformation.kinds import KINDS
from tests.infra.cloudformation.lint import IGNORED, LintFinding, lint
from tests.infra.cloudformation.template import UnknownTypeError, template_of
from tests.infra.program import STACKS, Program, Registered, program_of
from tests.infra.test_options import with_a_connection, with_options, without_a_site

PROGRAMS: Mapping[str, Callable[[], Program]] = {
    **{stack: partial(program_of, stack) for stack in STACKS},
    "with options": with_options,
    "with a connection": with_a_connection,
    "without a site": without_a_site,
}
FUNCTION, LOGS, POOL, ROLE, TABLE = (
    "FunctionApiFunction",
    "LoggroupApiLog",
    "UserpoolIdentityUsers",
    "RoleApiRole",
    "TableStorageDwipps",
)


@cache
def findings() -> Mapping[str, set[LintFinding]]:
    """Lints each program's resources. One that an earlier program has too, but for its names, is not linted again."""
    found, known = {}, set()
    for name, program in PROGRAMS.items():
        ran, new = program(), {}
        for label, resource in template_of(ran.registered)["Resources"].items():
            own = rf"\b({ran.stack}|[0-9a-f]{{6,}}|[\w-]{{43}})\b"  # the stack's name, suffixes and keys
            nameless = re.sub(own, "", json.dumps(resource, sort_keys=True))
            if nameless not in known:
                new[label] = resource
            known.add(nameless)
        found[name] = lint({"Resources": new})
    return found


@pytest.fixture(scope="module", autouse=True)
def _offline() -> Iterator[None]:
    """Refuses connections, except to processes of this machine: the programs run in one."""
    connect = socket.socket.connect

    def connect_here(one: socket.socket, address: Any) -> None:  # noqa: ANN401  as the standard library says
        assert one.family == socket.AF_UNIX, "cfn-lint asks the network"
        connect(one, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="module")
def prod() -> dict[str, Any]:
    return template_of(program_of("prod").registered)


@pytest.mark.parametrize("name", PROGRAMS)
def test_cfn_lint_finds_no_fault_in_a_stack(name: str) -> None:
    assert {one for one in findings()[name] if not one.ignored} == set()


def test_what_is_ignored_is_still_found() -> None:
    assert {one.ignored for found in findings().values() for one in found} - {None} == set(IGNORED)


def test_every_resource_that_is_not_part_of_another_is_translated() -> None:
    program = program_of("prod")
    owned = {f"aws:{short}" for short, kind in KINDS.items() if not kind.part_of}
    translated = [one for one in program.registered if one.type in owned]

    assert len(template_of(program.registered)["Resources"]) == len(translated)


def test_a_type_without_a_translation_fails_with_the_line_to_add() -> None:
    queue = program_of("prod").all("sqs/queue:Queue")[0]
    unknown = Registered(**{**vars(queue), "type": "aws:glue/job:Job"})

    with pytest.raises(UnknownTypeError, match=r'"glue/job:Job": CloudFormationType\("AWS::Glue::Job"\)'):
        template_of([unknown])


PLANTED = {
    "a value outside of the enum": (POOL, "UserPoolTier", "CHEAP", "E3030"),
    "a name that is too long": (ROLE, "RoleName", "x" * 65, "E3033"),
    "a retention that CloudWatch rejects": (LOGS, "RetentionInDays", 31, "E3030"),
    "a runtime that is out of support": (FUNCTION, "Runtime", "python3.8", "W2531"),
    "a runtime that does not exist": (FUNCTION, "Runtime", "python3.99", "E3030"),
    "a timeout that is too long": (FUNCTION, "Timeout", 901, "E3717"),
    "a property that does not exist": (FUNCTION, "Memory", 128, "E3002"),
    "a required property that is missing": (FUNCTION, "Role", None, "E3003"),
    "a word in place of a number": (FUNCTION, "Timeout", "soon", "E3012"),
    "a policy with an invalid effect": (
        ROLE,
        "AssumeRolePolicyDocument",
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Maybe", "Principal": "*", "Action": "sts:AssumeRole"}],
        },
        "E3530",
    ),
    "a key without an attribute": (TABLE, "KeySchema", [{"AttributeName": "x", "KeyType": "HASH"}], "E3039"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(prod: dict[str, Any], fault: str) -> None:
    label, property_, value, rule = PLANTED[fault]
    resource = copy.deepcopy(prod["Resources"][label])
    assert lint({"Resources": {label: resource}}) == set()

    resource["Properties"][property_] = value
    if value is None:
        del resource["Properties"][property_]

    assert rule in {one.rule for one in lint({"Resources": {label: resource}})}

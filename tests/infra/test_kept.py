"""People's data survives mistakes: in the console, with Pulumi, and by a change of settings."""

import pytest

from tests.infra.program import STACKS, Program, program_of

KEPT = [stack for stack in STACKS if stack not in {"dev", "local"}]
HOLDS_DATA = {
    "aws:cognito/userPool:UserPool",
    "aws:cognito/userPoolClient:UserPoolClient",
    "aws:dynamodb/table:Table",
}


@pytest.mark.parametrize("stack", KEPT)
def test_aws_protects_tables_and_pool_and_can_restore_tables(stack: str) -> None:
    program = program_of(stack)

    assert program.one("cognito/userPool:UserPool").inputs["deletionProtection"] == "ACTIVE"
    for table in program.all("dynamodb/table:Table"):
        assert table.inputs["pointInTimeRecovery"] == {"enabled": True}
        assert table.inputs["deletionProtectionEnabled"] is True


@pytest.mark.parametrize("stack", KEPT)
def test_pulumi_refuses_to_delete_resources_with_data(stack: str) -> None:
    registered = program_of(stack).registered

    assert {one.name for one in registered if one.type in HOLDS_DATA} == {
        one.name for one in registered if one.protected
    }


def test_a_stack_without_protection_can_be_destroyed() -> None:
    program = program_of("dev")

    assert not any(one.protected for one in program.registered)
    assert program.one("cognito/userPool:UserPool").inputs["deletionProtection"] == "INACTIVE"


def test_every_table_is_encrypted(program: Program) -> None:
    for table in program.all("dynamodb/table:Table"):
        assert table.inputs["serverSideEncryption"] == {"enabled": True}


def test_a_change_of_an_immutable_property_never_replaces_the_pool(program: Program) -> None:
    """AWS would create a new pool without people."""
    pool = program.one("cognito/userPool:UserPool")

    assert pool.ignored == ["schemas"]
    assert pool.inputs["usernameConfiguration"] == {"caseSensitive": False}
    assert pool.inputs["usernameAttributes"] == ["email"]

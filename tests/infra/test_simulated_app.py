"""Simulates the rights of the app's roles.

The rights that AWS requires for an operation are from its documentation: no emulator knows them.
"""

from pathlib import Path

from tests.infra.beyond import beyond, tags
from tests.infra.policies import log_stream, statements
from tests.infra.program import Program, program_of
from tests.infra.realistic import ACCOUNT, REGION
from tests.infra.simulation import Role, role_of, roles_of
from tests.localcloud.emulator_process import Emulator


def app_roles(program: Program) -> list[Role]:
    return [role for role in roles_of(program) if ":role/dwipper/" in role.arn and "/app/" in role.arn]


def test_the_boundary_allows_all_rights_of_the_apps_roles(delivered: Program) -> None:
    """A right outside the boundary would be in the policy, but denied."""
    for role in app_roles(delivered):
        assert role.boundary is not None, role.name
        for policy in role.policies:
            for statement in statements(policy):
                for action in statement["Action"]:
                    for resource in statement["Resource"]:
                        assert role.may(action, resource, tags(delivered.stack)), (
                            role.name,
                            action,
                            resource,
                        )


def test_exactly_the_apps_roles_have_the_boundary(delivered: Program) -> None:
    bound = {role.name for role in roles_of(delivered) if role.boundary}

    assert bound == {role.name for role in app_roles(delivered)}
    assert {"api-role", "jobs-role", "worker-role"} <= bound


def test_the_boundary_allows_no_iam_and_no_other_stack(delivered: Program) -> None:
    policy = delivered.one("iam/policy:Policy", "boundary-policy").inputs["policy"]
    most = Role("boundary", "arn:aws:iam::111122223333:role/x", [policy], None)

    for action, resource, context in beyond(delivered):
        assert not most.may(action, resource, context), (action, resource)
    assert not any(action.startswith(("iam:", "sts:", "kms:")) for action in actions_of(policy))


def actions_of(policy: str) -> set[str]:
    return {action for statement in statements(policy) for action in statement["Action"]}


def test_a_function_writes_only_to_its_own_log(delivered: Program) -> None:
    for name, other in (("api", "worker"), ("worker", "jobs"), ("jobs", "api")):
        role = role_of(delivered, f"{name}-role")
        own, foreign = (log_stream(delivered, f"{one}-log") for one in (name, other))

        assert role.may("logs:PutLogEvents", own)
        assert not role.may("logs:PutLogEvents", foreign)
        assert not role.may("logs:CreateLogGroup", own)


def test_no_function_scans_a_table_or_reads_another_stacks(delivered: Program) -> None:
    for role in (role_of(delivered, f"{one}-role") for one in ("api", "jobs", "worker")):
        for table in delivered.all("dynamodb/table:Table"):
            foreign = table.arn.replace(f"dwipper-{delivered.stack}-", "dwipper-other-")
            assert not role.may("dynamodb:Scan", table.arn)
            assert not role.may("dynamodb:DeleteTable", table.arn)
            assert not role.may("dynamodb:GetItem", foreign)


def test_the_release_may_move_the_apis_alias_and_read_its_alarm() -> None:
    for program in (program_of("prod"), program_of("staging")):
        role = role_of(program, "release-role")
        api = program.one("lambda/function:Function", "api-function").arn
        worker = program.one("lambda/function:Function", "worker-function").arn

        assert role.may("lambda:UpdateAlias", api)
        assert role.may("lambda:GetAlias", f"{api}:live")
        assert role.may("cloudwatch:DescribeAlarms", f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*")
        assert not role.may("lambda:UpdateAlias", worker)
        assert not role.may("lambda:UpdateFunctionCode", api)


def test_the_emulators_policy_simulation_agrees_with_the_evaluator(tmp_path: Path) -> None:
    program = program_of("prod")
    policy = program.one("iam/rolePolicy:RolePolicy", "api-policy").inputs["policy"]
    table = program.one("dynamodb/table:Table", "storage-dwipps").arn
    asked = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:DeleteTable", "iam:CreateRole"]
    role = Role("api", "arn:aws:iam::111122223333:role/x", [policy], None)
    with Emulator(tmp_path) as emulator:
        simulated = emulator.client("iam").simulate_custom_policy(
            PolicyInputList=[policy], ActionNames=asked, ResourceArns=[table]
        )

    assert {
        one["EvalActionName"]: one["EvalDecision"] == "allowed" for one in simulated["EvaluationResults"]
    } == {action: role.may(action, table) for action in asked}

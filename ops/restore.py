"""`python -m ops.restore STACK TABLE AT`: replaces a stack's table with its content at a point in time.

AWS restores into a new table, without stream, expiry, tags and protection. The new table takes the old one's place in
Pulumi's state, so the next update adds what it lacks and the functions use it. The old table is kept, outside the
stack.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html
"""

import json
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from ops.aws import Aws, is_code
from ops.command import plain_errors
from ops.errors import OpsError
from ops.moment import read_moment
from ops.polling import polled
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack
from ops.terminal import confirmed

__all__ = ["main", "taken_over"]

ROOT = Path(__file__).resolve().parents[1]
TYPE = "aws:dynamodb/table:Table"
HOURS = 12

ExportedState = dict[str, Any]


@plain_errors()
def main(
    stack_name: str = "",
    table: str = "",
    at: str = "",
    *,
    root: Path = ROOT,
    aws: Aws | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Safe to run again after a failure: each run creates a new table."""
    stack, moment = load_stack(root, stack_name), read_moment(at)
    aws, pulumi = aws or Aws(stack.region), Pulumi(root)
    state: ExportedState = json.loads(pulumi.capture("stack", "export", "--stack", stack.name))
    old = _resource(state, table)["id"]
    new = f"{old.rpartition('-')[0]}-{secrets.token_hex(3)}"
    print(
        f"The content of {old} at {moment.isoformat()} is restored into {new}, which replaces it in {stack.name}."
    )
    print("Later writes are not in it. The old table is not changed.")
    if not confirmed("Go on?"):
        raise OpsError("nothing was done: answer y, or set YES=1 to skip the question")
    aws.dynamodb.restore_table_to_point_in_time(
        SourceTableName=old, TargetTableName=new, RestoreDateTime=moment
    )
    _wait(aws, new, pause)
    _import(pulumi, stack.name, taken_over(state, table, new))
    urn = _resource(state, table)["urn"]
    pulumi.run("refresh", "--stack", stack.name, "--target", urn, "--yes", "--skip-preview")
    print(f"Next: make up STACK={stack.name}. Then all functions use {new}.")
    print(f"{old} no longer belongs to the stack: delete it by hand when you do not need it any more.")


def taken_over(state: ExportedState, table: str, new: str) -> ExportedState:
    """Returns the state with the new table in place of the old one. Only the table's own entry changes."""
    resource = _resource(state, table)
    old = resource["id"]
    for key in ("id", "inputs", "outputs"):
        if key in resource:
            resource[key] = json.loads(json.dumps(resource[key]).replace(old, new))
    return state


def _resource(state: ExportedState, table: str) -> dict[str, Any]:
    """Returns the table's entry. Raises OpsError if there is none."""
    tables: dict[str, dict[str, Any]] = {
        one["urn"].rpartition("::storage-")[2]: one
        for one in state["deployment"].get("resources", [])
        if one["type"] == TYPE
    }
    if table not in tables:
        known = ", ".join(sorted(tables)) or "none, because it is not deployed"
        raise OpsError(f"set TABLE to a table of the stack: {known}")
    return tables[table]


def _wait(aws: Aws, table: str, pause: Callable[[float], None]) -> None:
    for waited, status in polled(lambda: _status(aws, table), HOURS * 3600, pause, _report):
        if status == "ACTIVE":
            return
        if waited % 60 == 0:
            _report(f"{table}: {status}, after {waited} s")
    raise OpsError(f"{table} is not restored after {HOURS} hours: check it in DynamoDB")


def _status(aws: Aws, table: str) -> str:
    """Returns the table's status. DynamoDB may not know a new table at once.

    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
    """
    try:
        return aws.dynamodb.describe_table(TableName=table)["Table"]["TableStatus"]
    except ClientError as error:
        if is_code(error, "ResourceNotFoundException"):
            return "CREATING"
        raise


def _report(line: str) -> None:
    print(f"  {line}", flush=True)


def _import(pulumi: Pulumi, stack: str, state: ExportedState) -> None:
    """The file contains the state's encrypted secrets; only this user can read it."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(state, file)
        file.flush()
        pulumi.run("stack", "import", "--stack", stack, "--file", file.name)


if __name__ == "__main__":
    main(*sys.argv[1:4])

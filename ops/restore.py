"""`python -m ops.restore STACK TABLE AT`: a table as it was at a moment, in place of the one that the stack has.

AWS restores into a new table, without stream, expiry, tags and protection. It takes the old one's place in Pulumi's
state, so that the next update gives it what it lacks and has the functions use it. The old table stays, and is the
stack's no more.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html
"""

import json
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ops.aws import Aws
from ops.command import plain_errors
from ops.errors import OpsError
from ops.pulumi_cli import Pulumi
from ops.stack import load_stack
from ops.terminal import confirmed

__all__ = ["main", "taken_over"]

ROOT = Path(__file__).resolve().parents[1]
TYPE = "aws:dynamodb/table:Table"
POLL_SECONDS = 15
HOURS = 12

State = dict[str, Any]


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
    """It may be run again after a failure: each run makes a table of its own."""
    stack, moment = load_stack(root, stack_name), _moment(at)
    aws, pulumi = aws or Aws(stack.region), Pulumi(root)
    state: State = json.loads(pulumi.asked("stack", "export", "--stack", stack.name))
    old = _resource(state, table)["id"]
    new = f"{old.rpartition('-')[0]}-{secrets.token_hex(3)}"
    print(f"{old} as it was at {moment.isoformat()} becomes {new}, which takes its place in {stack.name}.")
    print("What was written since then is not in it. The old table stays as it is.")
    if not confirmed("Go on?"):
        raise OpsError("nothing was done: answer y, or say YES=1 where nobody is there to answer")
    aws.dynamodb.restore_table_to_point_in_time(
        SourceTableName=old, TargetTableName=new, RestoreDateTime=moment
    )
    _wait(aws, new, pause)
    _import(pulumi, stack.name, taken_over(state, table, new))
    urn = _resource(state, table)["urn"]
    pulumi.told("refresh", "--stack", stack.name, "--target", urn, "--yes", "--skip-preview")
    print(f"Next: make up STACK={stack.name}. Then all functions use {new}.")
    print(f"{old} is the stack's no more: delete it by hand when nothing of it is needed.")


def taken_over(state: State, table: str, new: str) -> State:
    """A state in which another table of AWS's is the stack's. Only its own entry changes: the others still differ."""
    resource = _resource(state, table)
    old = resource["id"]
    for key in ("id", "inputs", "outputs"):
        if key in resource:
            resource[key] = json.loads(json.dumps(resource[key]).replace(old, new))
    return state


def _resource(state: State, table: str) -> dict[str, Any]:
    """The table's entry. OpsError where there is none."""
    tables: dict[str, dict[str, Any]] = {
        one["urn"].rpartition("::storage-")[2]: one
        for one in state["deployment"].get("resources", [])
        if one["type"] == TYPE
    }
    if table not in tables:
        known = ", ".join(sorted(tables)) or "none, so it is not deployed"
        raise OpsError(f"which table? TABLE= one of the stack's: {known}")
    return tables[table]


def _moment(text: str) -> datetime:
    """In UTC where it says nothing else. OpsError where it is no moment of the past."""
    try:
        written = datetime.fromisoformat(text)
        moment = (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        raise OpsError(f"as it was when? AT=2026-11-27T03:00:00Z, not AT={text}") from None
    if moment > datetime.now(UTC):
        raise OpsError(f"as it was when? {moment.isoformat()} is still to come")
    return moment


def _wait(aws: Aws, table: str, pause: Callable[[float], None]) -> None:
    for waited in range(0, HOURS * 3600, POLL_SECONDS):
        status = aws.dynamodb.describe_table(TableName=table)["Table"]["TableStatus"]
        if status == "ACTIVE":
            return
        if waited % 60 == 0:
            print(f"  {table}: {status}, after {waited} s", flush=True)
        pause(POLL_SECONDS)
    raise OpsError(f"{table} is not restored after {HOURS} hours: look at it in DynamoDB")


def _import(pulumi: Pulumi, stack: str, state: State) -> None:
    """The file holds the state's secrets, encrypted, and is this user's alone."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(state, file)
        file.flush()
        pulumi.told("stack", "import", "--stack", stack, "--file", file.name)


if __name__ == "__main__":
    main(*sys.argv[1:4])

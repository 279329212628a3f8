"""`python -m ops.bootstrap STACK`: creates what Pulumi needs in an account to keep a stack's state."""

import os
import sys
import time
from pathlib import Path

from ops.aws import Aws
from ops.checks.account import fault_of
from ops.command import plain_errors
from ops.errors import OpsError
from ops.pulumi_cli import Pulumi
from ops.settling import Pause
from ops.stack import Stack, load_stack
from ops.state import StateNames
from ops.state_bucket import StateBucket
from ops.state_key import StateKey
from ops.terminal import confirmed

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]


@plain_errors()
def main(
    stack_name: str = "", *, root: Path = ROOT, aws: Aws | None = None, pause: Pause = time.sleep
) -> None:
    """Creates what is missing and repairs what exists. Safe to run again after any failure."""
    stack = load_stack(root, stack_name)
    if fault := fault_of(root / stack.file):
        raise OpsError(fault)
    aws = aws or Aws(stack.region)
    names = StateNames.of(stack, aws.sts.get_caller_identity()["Account"])
    _refuse_other_backend(names)
    bucket, key = StateBucket(aws.s3, names, pause), StateKey(aws.kms, names, pause)
    found_bucket = bucket.exists()
    _print_plan(names, found_bucket=found_bucket, found_key=key.exists())
    if not confirmed("Go on?"):
        raise OpsError("nothing was done: answer y, or set YES=1 to skip the question")
    if not found_bucket:
        bucket.create()
    bucket.secure()
    key.secure()
    if stack.encrypted_key and not key.decrypts(stack.encrypted_key):
        raise OpsError(
            f"{stack.file}: encryptedkey belongs to another account: if nothing is deployed yet, remove that line "
            "and secretsprovider, and run this again"
        )
    _initialise(Pulumi(root), stack, names)
    print(f"Done. Commit {stack.file}: Pulumi has written secretsprovider and encryptedkey into it.")
    print(f"Next: make up STACK={stack.name}")


def _print_plan(names: StateNames, *, found_bucket: bool, found_key: bool) -> None:
    def does(found: bool) -> str:
        return "exists, its settings are checked" if found else "is created"

    print(f"For the stack {names.stack} in the account {names.account}, {names.region}:")
    print(f"  bucket {names.bucket}: {does(found_bucket)}; versioned, encrypted, private, TLS only")
    print(f"  KMS key {names.alias}: {does(found_key)}; rotated each year, costs a dollar a month")
    print(f"  Pulumi: logs in to {names.backend}, and creates the stack {names.stack} if it is missing")


def _refuse_other_backend(names: StateNames) -> None:
    if (os.environ.get("PULUMI_BACKEND_URL") or names.backend) != names.backend:
        raise OpsError(
            "PULUMI_BACKEND_URL names another backend, which Pulumi would use: unset it and run this again"
        )


def _initialise(pulumi: Pulumi, stack: Stack, names: StateNames) -> None:
    pulumi.run("login", names.backend)
    if _is_there(pulumi, stack.name):
        if stack.initialised:
            return
        _remove_empty(pulumi, stack)
    pulumi.run("stack", "init", stack.name, f"--secrets-provider={names.secrets_provider}")


def _is_there(pulumi: Pulumi, stack: str) -> bool:
    try:
        pulumi.capture("stack", "select", stack)
    except OpsError:  # if the cause is another one, `init` reports it
        return False
    return True


def _remove_empty(pulumi: Pulumi, stack: Stack) -> None:
    """Removes the stack that a run left if it ended during `init`. Pulumi does not remove a stack with resources."""
    try:
        pulumi.capture("stack", "rm", stack.name, "--yes", "--preserve-config")
    except OpsError as error:
        raise OpsError(
            f"the stack {stack.name} is deployed, but {stack.file} lacks the lines `secretsprovider:` and "
            f"`encryptedkey:` that belong to it: restore them with git ({error})"
        ) from None


if __name__ == "__main__":
    main(*sys.argv[1:2])

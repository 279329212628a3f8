"""`python -m ops.bootstrap STACK`: what has to be in an account before Pulumi can keep a stack's state there."""

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
    """Makes what is missing, and mends what is there: it may be run again, whatever ended the last run."""
    stack = load_stack(root, stack_name)
    if fault := fault_of(root / stack.file):
        raise OpsError(fault)
    aws = aws or Aws(stack.region)
    names = StateNames.of(stack, aws.sts.get_caller_identity()["Account"])
    _refuse_other_backend(names)
    bucket, key = StateBucket(aws.s3, names, pause), StateKey(aws.kms, names, pause)
    found_bucket = bucket.exists()
    _tell(names, found_bucket=found_bucket, found_key=key.exists())
    if not confirmed("Go on?"):
        raise OpsError("nothing was done: answer y, or say YES=1 where nobody is there to answer")
    if not found_bucket:
        bucket.create()
    bucket.secure()
    key.secure()
    if stack.encrypted_key and not key.decrypts(stack.encrypted_key):
        raise OpsError(
            f"{stack.file}: encryptedkey is of another account: where nothing is deployed yet, take that line and "
            "secretsprovider away, and run this again"
        )
    _initialise(Pulumi(root), stack, names)
    print(f"Done. Commit {stack.file}: Pulumi has written secretsprovider and encryptedkey into it.")
    print(f"Next: make up STACK={stack.name}")


def _tell(names: StateNames, *, found_bucket: bool, found_key: bool) -> None:
    def does(found: bool) -> str:
        return "is there, its settings are made sure of" if found else "is made"

    print(f"For the stack {names.stack}, in the account {names.account}, {names.region}:")
    print(f"  bucket {names.bucket}: {does(found_bucket)}; versioned, encrypted, not public, TLS only")
    print(f"  KMS key {names.alias}: {does(found_key)}; renewed each year, a dollar a month")
    print(f"  Pulumi: logged in to {names.backend}, the stack {names.stack} is made where it is missing")


def _refuse_other_backend(names: StateNames) -> None:
    if (os.environ.get("PULUMI_BACKEND_URL") or names.backend) != names.backend:
        raise OpsError(
            "PULUMI_BACKEND_URL names another backend, and Pulumi goes by it: unset it, and run this again"
        )


def _initialise(pulumi: Pulumi, stack: Stack, names: StateNames) -> None:
    pulumi.told("login", names.backend)
    if _is_there(pulumi, stack.name):
        if stack.initialised:
            return
        _remove_empty(pulumi, stack)
    pulumi.told("stack", "init", stack.name, f"--secrets-provider={names.secrets_provider}")


def _is_there(pulumi: Pulumi, stack: str) -> bool:
    try:
        pulumi.asked("stack", "select", stack)
    except OpsError:  # where it is something else than that it is not there, `init` says so
        return False
    return True


def _remove_empty(pulumi: Pulumi, stack: Stack) -> None:
    """A run that ended in `init` leaves a stack without its two lines. Pulumi removes none that has resources."""
    try:
        pulumi.asked("stack", "rm", stack.name, "--yes", "--preserve-config")
    except OpsError as error:
        raise OpsError(
            f"the stack {stack.name} is deployed, but {stack.file} lacks the lines `secretsprovider:` and "
            f"`encryptedkey:` that were written with it: get them back by git ({error})"
        ) from None


if __name__ == "__main__":
    main(*sys.argv[1:2])

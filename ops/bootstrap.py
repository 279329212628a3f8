"""`python -m ops.bootstrap STACK`: what has to be in an account before Pulumi can keep a stack's state there."""

import sys
from pathlib import Path

from ops.aws import Aws
from ops.command import plain_errors
from ops.errors import OpsError
from ops.pulumi_cli import Pulumi
from ops.stack import Stack, load_stack
from ops.state import StateNames
from ops.state_bucket import StateBucket
from ops.state_key import StateKey
from ops.terminal import confirmed

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]


@plain_errors()
def main(stack_name: str = "", *, root: Path = ROOT, aws: Aws | None = None) -> None:
    """Makes what is missing, and mends what is there: it may be run again, whatever ended the last run."""
    stack = load_stack(root, stack_name)
    aws = aws or Aws(stack.region)
    names = StateNames.of(stack, aws.sts.get_caller_identity()["Account"])
    bucket, key = StateBucket(aws.s3, names), StateKey(aws.kms, names)
    found_bucket = bucket.exists()
    _tell(names, found_bucket=found_bucket, found_key=key.exists())
    if not confirmed("Go on?"):
        raise OpsError("nothing was done: answer y, or say YES=1 where nobody is there to answer")
    if not found_bucket:
        bucket.create()
    bucket.secure()
    key.secure()
    _begin(Pulumi(root), names)
    _tell_what_to_commit(load_stack(root, stack_name))


def _tell(names: StateNames, *, found_bucket: bool, found_key: bool) -> None:
    def does(found: bool) -> str:
        return "is there, its settings are made sure of" if found else "is made"

    print(f"For the stack {names.stack}, in the account {names.account}, {names.region}:")
    print(f"  bucket {names.bucket}: {does(found_bucket)}; versioned, encrypted, not public, TLS only")
    print(f"  KMS key {names.alias}: {does(found_key)}; renewed each year, a dollar a month")
    print(f"  Pulumi: logged in to {names.backend}, the stack {names.stack} is made where it is missing")


def _begin(pulumi: Pulumi, names: StateNames) -> None:
    pulumi.told("login", names.backend)
    try:
        pulumi.asked("stack", "select", names.stack)
    except OpsError:  # not there; where it is something else, `init` says so
        pulumi.told("stack", "init", names.stack, f"--secrets-provider={names.secrets_provider}")


def _tell_what_to_commit(stack: Stack) -> None:
    if not stack.secrets_provider or not stack.encrypted_key:
        raise OpsError(
            f"the stack {stack.name} was there, but {stack.file} lacks the lines `secretsprovider:` and "
            "`encryptedkey:` that were written with it: get them back by git. Where nothing is deployed yet, "
            f"`pulumi stack rm {stack.name}` and run this again"
        )
    print(f"Done. {stack.file} has the lines `secretsprovider:` and `encryptedkey:`: commit both.")
    print(f"Next: make up STACK={stack.name}")


if __name__ == "__main__":
    main(*sys.argv[1:2])

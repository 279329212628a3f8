"""Whose account it is, and in which region."""

import os

from botocore.exceptions import BotoCoreError, ClientError

from ops.aws import explain
from ops.checks.findings import Finding, Known, good, wrong
from ops.stack import load_stack

__all__ = ["credentials", "region", "settings"]


def settings(known: Known) -> Finding:
    known.found_stack = load_stack(known.root, known.stack_name)
    return good(known.stack.file)


def credentials(known: Known) -> Finding:
    try:
        caller = known.aws.sts.get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        return wrong(f"{explain(error)}: log in, for example by `aws sso login`, and set AWS_PROFILE")
    known.found_account = caller["Account"]
    return good(f"{caller['Arn']}, in the account {caller['Account']}")


def region(known: Known) -> Finding:
    """The program goes by the stack's file, the AWS CLI by the environment: they should mean one region."""
    wanted = known.stack.region
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        if os.environ.get(name, wanted) != wanted:
            return wrong(
                f"{name} is {os.environ[name]}, {known.stack.file} says {wanted}: `export {name}={wanted}`"
            )
    return good(wanted)

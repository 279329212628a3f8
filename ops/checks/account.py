"""Checks of the account, its credentials and its region."""

import os
import subprocess
import sys
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from ops.aws import explain
from ops.checks.findings import Finding, Known, good, warning, wrong
from ops.stack import Stack, load_stack

__all__ = ["credentials", "fault_of", "region", "settings"]

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 60
# The services of the pipeline that are not in every region of the others.
PIPELINE = ("CodeCommit", "CodePipeline", "CodeBuild")


def settings(known: Known) -> Finding:
    stack = load_stack(known.root, known.stack_name)
    known.found_stack = stack
    fault = fault_of(known.root / stack.file)
    return wrong(fault) if fault else good(stack.file)


def fault_of(file: Path) -> str:
    """Returns the program's error about a stack file, empty if there is none.

    Runs in its own process, because importing Pulumi takes a second.
    """
    done = subprocess.run(  # noqa: S603  this Python and a module of this project
        [sys.executable, "-m", "infra.settings.check", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
    )
    return done.stderr.strip() if done.returncode else ""


def credentials(known: Known) -> Finding:
    try:
        caller = known.aws.sts.get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        return wrong(f"{explain(error)}: log in, for example with `aws sso login`, and set AWS_PROFILE")
    known.found_account = caller["Account"]
    return good(f"{caller['Arn']} in the account {caller['Account']}")


def region(known: Known) -> Finding:
    """Pulumi uses the region of the stack file, the AWS CLI that of the environment. They should be equal."""
    wanted = known.stack.region
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        if os.environ.get(name, wanted) != wanted:
            return wrong(
                f"{name} is {os.environ[name]}, {known.stack.file} says {wanted}: `export {name}={wanted}`"
            )
    lacking = _lacking(known.stack)
    if lacking:
        return warning(
            f"{wanted} has no {' and no '.join(lacking)}, as far as this botocore knows: choose another region, or "
            "set dwipper:deliver to false"
        )
    return good(wanted)


def _lacking(stack: Stack) -> list[str]:
    """Returns the pipeline's services that the stack's region does not have, by botocore's list of endpoints."""
    if not stack.flag("deliver", default=True):
        return []
    services = [
        one for one in PIPELINE if one != "CodeCommit" or "dwipper:sourceConnectionArn" not in stack.config
    ]
    regions = get_session().get_available_regions
    return [one for one in services if stack.region not in regions(one.lower())]

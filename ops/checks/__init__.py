"""Checks whether a stack can be deployed, in this order."""

from collections.abc import Callable, Iterator, Mapping

from botocore.exceptions import BotoCoreError, ClientError

from ops.aws import explain
from ops.checks import account, limits, machine, state
from ops.checks.findings import Finding, Known, Level, NotAskedError, wrong
from ops.errors import OpsError

__all__ = ["CHECKS", "examine"]

Check = Callable[[Known], Finding]

CHECKS: Mapping[str, Check] = {
    "Python": machine.python,
    "Python of Lambda": machine.lambdas_python,
    "git": machine.git,
    "AWS CLI": machine.aws_cli,
    "Pulumi CLI": machine.pulumi,
    "Pulumi's Python": machine.host,
    "Pulumi's AWS": machine.provider,
    "settings": account.settings,
    "credentials": account.credentials,
    "region": account.region,
    "state bucket": state.bucket,
    "state key": state.key,
    "stack": state.stack,
    "backend": state.backend,
    "mail": limits.mail,
    "alarms": limits.calls,
    "quota": limits.concurrency,
    "bundle": limits.bundle,
}


def examine(known: Known) -> Iterator[tuple[str, Finding]]:
    """Yields every check's finding. A failing check does not stop the others."""
    for name, check in CHECKS.items():
        yield name, _found(check, known)


def _found(check: Check, known: Known) -> Finding:
    try:
        return check(known)
    except NotAskedError as error:
        return Finding(Level.NOT_ASKED, f"skipped: {error}")
    except OpsError as error:
        return wrong(str(error))
    except (BotoCoreError, ClientError) as error:
        return wrong(f"cannot be checked: {explain(error)}")
    except Exception as error:  # the other checks still run
        return wrong(f"cannot be checked: {type(error).__name__}: {error}")

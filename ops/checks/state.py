"""Checks of the places where Pulumi keeps a stack's state."""

import json
import os

from ops.checks.findings import Finding, Known, good, wrong
from ops.pulumi_cli import home
from ops.state_bucket import StateBucket
from ops.state_key import StateKey

__all__ = ["backend", "bucket", "key", "stack"]


def bucket(known: Known) -> Finding:
    name, kept = known.names.bucket, StateBucket(known.aws.s3, known.names)
    if not kept.exists():
        return wrong(f"{name} is missing: {_bootstrap(known)}")
    faults = ", ".join(kept.faults())
    if faults:
        return wrong(f"{name} is {faults}: {_bootstrap(known)}")
    return good(name)


def key(known: Known) -> Finding:
    if not StateKey(known.aws.kms, known.names).exists():
        return wrong(f"{known.names.alias} is missing: {_bootstrap(known)}")
    return good(known.names.alias)


def stack(known: Known) -> Finding:
    """Checks that the stack file has the lines of `pulumi stack init`, and that they are for this account."""
    file, wanted = known.stack.file, known.names.secrets_provider
    if not known.stack.initialised:
        return wrong(f"not initialised, {file} lacks secretsprovider or encryptedkey: {_bootstrap(known)}")
    if known.stack.secrets_provider != wanted:
        return wrong(f"{file}: secretsprovider is {known.stack.secrets_provider}, not {wanted}")
    secrets = StateKey(known.aws.kms, known.names)
    if not secrets.exists() or not secrets.decrypts(known.stack.encrypted_key or ""):
        return wrong(
            f"{file}: encryptedkey belongs to another account: if nothing is deployed yet, remove that line and "
            f"secretsprovider, then {_bootstrap(known)}"
        )
    return good("initialised")


def backend(known: Known) -> Finding:
    """Each account has its own backend, and Pulumi remembers the last login."""
    wanted, current = known.names.backend, os.environ.get("PULUMI_BACKEND_URL") or _remembered()
    if current != wanted and os.environ.get("PULUMI_BACKEND_URL"):
        return wrong(f"PULUMI_BACKEND_URL names another backend than {wanted}, and Pulumi uses it: unset it")
    if current != wanted:
        return wrong(f"logged in to {current or 'none'}: run `pulumi login '{wanted}'`")
    return good(wanted)


def _remembered() -> str | None:
    try:
        current = json.loads((home() / "credentials.json").read_text(encoding="utf-8")).get("current")
    except (OSError, ValueError):
        return None
    return str(current) if current else None


def _bootstrap(known: Known) -> str:
    return f"`make bootstrap STACK={known.stack_name}`"

"""Where Pulumi keeps what it knows of the stack."""

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
    """Whether the file has the lines that `pulumi stack init` writes, and they are of this account."""
    file, wanted = known.stack.file, known.names.secrets_provider
    if not known.stack.initialised:
        return wrong(f"not initialised, {file} has no secretsprovider and encryptedkey: {_bootstrap(known)}")
    if known.stack.secrets_provider != wanted:
        return wrong(f"{file}: secretsprovider is {known.stack.secrets_provider}, not {wanted}")
    secrets = StateKey(known.aws.kms, known.names)
    if not secrets.exists() or not secrets.decrypts(known.stack.encrypted_key or ""):
        return wrong(
            f"{file}: encryptedkey is of another account: where nothing is deployed yet, take that line and "
            f"secretsprovider away, then {_bootstrap(known)}"
        )
    return good("initialised")


def backend(known: Known) -> Finding:
    """Each account has a backend of its own, and Pulumi remembers one."""
    wanted, current = known.names.backend, os.environ.get("PULUMI_BACKEND_URL") or _remembered()
    if current != wanted and os.environ.get("PULUMI_BACKEND_URL"):
        return wrong(f"PULUMI_BACKEND_URL names another one than {wanted}, and Pulumi goes by it: unset it")
    if current != wanted:
        return wrong(f"logged in to {current or 'none'}: `pulumi login '{wanted}'`")
    return good(wanted)


def _remembered() -> str | None:
    try:
        current = json.loads((home() / "credentials.json").read_text(encoding="utf-8")).get("current")
    except (OSError, ValueError):
        return None
    return str(current) if current else None


def _bootstrap(known: Known) -> str:
    return f"`make bootstrap STACK={known.stack_name}`"

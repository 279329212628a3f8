"""Reads a stack's Pulumi file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ops.errors import OpsError

__all__ = ["Stack", "load_stack"]

NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]*"  # Pulumi's rule; the program checks its stricter one


@dataclass(frozen=True)
class Stack:
    """The content of `Pulumi.<name>.yaml`. The keys of `config` have Pulumi's form, `namespace:key`."""

    name: str
    region: str
    config: Mapping[str, Any]
    secrets_provider: str | None
    encrypted_key: str | None  # the key of the stack's secrets, encrypted by KMS, in base64

    @property
    def file(self) -> str:
        return f"Pulumi.{self.name}.yaml"

    @property
    def initialised(self) -> bool:
        """Returns whether the file has the two lines that `pulumi stack init` writes."""
        return bool(self.secrets_provider and self.encrypted_key)

    def number(self, key: str, default: int) -> int:
        """Returns one of the project's settings. Raises OpsError if it is not an integer."""
        value = self.config.get(f"dwipper:{key}", default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise OpsError(f"{self.file}: dwipper:{key} must be an integer, not {value!r}") from None

    def flag(self, key: str, *, default: bool) -> bool:
        """Returns one of the project's settings, as Pulumi reads it: `true` or `false`, in quotes or not."""
        return str(self.config.get(f"dwipper:{key}", default)).lower() == "true"


def load_stack(root: Path, name: str) -> Stack:
    """Raises OpsError if the name is missing or invalid, or the file is missing, is not YAML, or has no region."""
    if not name:
        raise OpsError("no stack is given: set it, for example STACK=dev")
    if name == "local":
        raise OpsError("the stack local runs on this machine: start it with `make run`")
    if not re.fullmatch(NAME, name):
        raise OpsError(
            f"{name!r} is not a stack's name: use lower-case letters, digits and hyphens, as in dev"
        )
    content = _content(root / f"Pulumi.{name}.yaml")
    config = content.get("config")
    if not isinstance(config, dict) or not isinstance(config.get("aws:region"), str):
        raise OpsError(f"Pulumi.{name}.yaml has no region: put `  aws:region: eu-west-1` under `config:`")
    return Stack(
        name=name,
        region=config["aws:region"],
        config=config,
        secrets_provider=content.get("secretsprovider"),
        encrypted_key=content.get("encryptedkey"),
    )


def _content(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise OpsError(f"{path.name} is missing: see docs/settings.md for a stack's file") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise OpsError(
            f"{path.name} is not valid YAML: fix it, or restore it with `git checkout {path.name}`"
        ) from None
    if not isinstance(content, dict):
        raise OpsError(f"{path.name} has no settings: see docs/settings.md")
    return content

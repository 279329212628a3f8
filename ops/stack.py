"""One stack, as its Pulumi file describes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ops.errors import OpsError

__all__ = ["Stack", "load_stack"]

NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]*"  # what Pulumi takes; the program takes fewer, and says so


@dataclass(frozen=True)
class Stack:
    """What `Pulumi.<name>.yaml` says; `config` is keyed as Pulumi does: `namespace:key`."""

    name: str
    region: str
    config: Mapping[str, Any]
    secrets_provider: str | None
    encrypted_key: str | None  # base64 of what KMS has encrypted: the key of the stack's secrets

    @property
    def file(self) -> str:
        return f"Pulumi.{self.name}.yaml"

    @property
    def initialised(self) -> bool:
        """Whether its file has the two lines that `pulumi stack init` writes."""
        return bool(self.secrets_provider and self.encrypted_key)

    def number(self, key: str, default: int) -> int:
        """One of our settings. OpsError where it is no whole number."""
        value = self.config.get(f"dwipper:{key}", default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise OpsError(f"{self.file}: dwipper:{key} is {value!r}, which is no whole number") from None


def load_stack(root: Path, name: str) -> Stack:
    """OpsError where no stack is named, or none can be so, or its file is missing, no YAML, or has no region."""
    if not name:
        raise OpsError("which stack? name it, for example STACK=dev")
    if name == "local":
        raise OpsError("the stack local is the laptop's: `make run` brings it up")
    if not re.fullmatch(NAME, name):
        raise OpsError(f"{name!r} is no stack's name, as dev is: small letters, digits and hyphens")
    content = _content(root / f"Pulumi.{name}.yaml")
    config = content.get("config")
    if not isinstance(config, dict) or not isinstance(config.get("aws:region"), str):
        raise OpsError(f"Pulumi.{name}.yaml names no region: put `  aws:region: eu-west-1` under `config:`")
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
        raise OpsError(f"{path.name} is missing: docs/settings.md says what a stack's file holds") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise OpsError(f"{path.name} is not YAML: mend it or `git checkout {path.name}`") from None
    if not isinstance(content, dict):
        raise OpsError(f"{path.name} holds no settings: docs/settings.md says what belongs there")
    return content

"""Which attributes a client may write."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

__all__ = ["forbidden", "set_attribute"]

RESERVED = {"sub", "identities", "email_verified", "phone_number_verified"}


def forbidden(attributes: Sequence[Mapping[str, Any]], writable: Collection[str]) -> list[str]:
    """Returns the names that a client with these rights may not write."""
    return [
        name
        for name in (str(attribute.get("Name", "")) for attribute in attributes)
        if name in RESERVED or name.startswith("cognito:") or (writable and name not in writable)
    ]


def set_attribute(user: dict[str, Any], name: str, value: str) -> None:
    """Sets one attribute in a user's list."""
    others = [attribute for attribute in user["Attributes"] if attribute["Name"] != name]
    user["Attributes"] = [*others, {"Name": name, "Value": value}]

"""Which attributes a client may write.

https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html, "Attribute permissions".
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

__all__ = ["forbidden", "has_repeated", "set_attribute"]

RESERVED = {"sub", "identities", "email_verified", "phone_number_verified"}


def forbidden(attributes: Sequence[Mapping[str, Any]], writable: Collection[str]) -> list[str]:
    """Returns the names that a client with these rights may not write."""
    return [
        name
        for name in (str(attribute.get("Name", "")) for attribute in attributes)
        if name in RESERVED or name.startswith("cognito:") or (writable and name not in writable)
    ]


def has_repeated(attributes: Sequence[Mapping[str, Any]]) -> bool:
    """Returns whether two of the attributes have the same name."""
    names = [attribute.get("Name") for attribute in attributes]
    return len(set(names)) < len(names)


def set_attribute(user: dict[str, Any], name: str, value: str) -> None:
    """Sets one attribute in a user's list."""
    others = [attribute for attribute in user["Attributes"] if attribute["Name"] != name]
    user["Attributes"] = [*others, {"Name": name, "Value": value}]

"""Validates kept state at the start, so that a damaged file does not fail later at some request."""

from collections.abc import Mapping
from typing import Any

__all__ = ["check_state", "check_values"]

TABLE = {"TableName": str, "KeySchema": list, "AttributeDefinitions": list, "items": dict, "pk_name": str}
POOL = {"Id": str, "_clients": dict, "_users": dict}
USER = {"Username": str, "UserStatus": str, "Attributes": list}
PARAMETER = {"Name": str, "Value": str}
MESSAGE = {"body": str}
RECORD = {"eventSourceARN": str, "dynamodb": dict}


def check_state(name: str, state: Any, like: Mapping[str, Any]) -> None:  # noqa: ANN401
    """Raises ValueError if a service's state has keys that the service does not know."""
    _fits(name, state, {})
    for key, value in state.items():
        if key not in like:
            raise ValueError(f"{name} has no {key!r}: is the file from another version?")
        if type(value) is not type(like[key]):
            raise ValueError(f"{name}: {key} is a {type(value).__name__}")


def check_values(services: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises ValueError if a table, item, pool, user, parameter, change or message is malformed."""
    for table in _all(services, "dynamodb", "tables"):
        _fits("a table", table, TABLE)
        for bucket in table["items"].values():
            _fits("a partition", bucket, {})
            for item in bucket.values():
                _fits("an item", item, {})
                if any(type(value) is not dict or len(value) != 1 for value in item.values()):
                    raise ValueError(f"an item of {table['TableName']} has an invalid attribute")
    for pool in _all(services, "cognito", "user_pools"):
        _fits("a user pool", pool, POOL)
        for user in pool["_users"].values():
            _fits("a user", user, USER)
        for client in pool["_clients"].values():
            _fits("a client", client, {})
    for parameter in _all(services, "ssm", "parameters"):
        _fits("a parameter", parameter, PARAMETER)
    for what, name, fields in (("a change", "streams", RECORD), ("a message", "queues", MESSAGE)):
        kept = services.get(name, {})
        _fits(name, kept, {})
        for values in kept.values():
            if type(values) is not list:
                raise ValueError(f"{name} hold a {type(values).__name__}")
            for value in values:
                _fits(what, value, fields)


def _all(services: Mapping[str, Mapping[str, Any]], name: str, key: str) -> list[Any]:
    store = services.get(name, {}).get(key)
    return [value for _, value in store.all_items()] if store is not None else []


def _fits(what: str, value: object, fields: Mapping[str, type]) -> None:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is a {type(value).__name__}")
    for name, kind in fields.items():
        if not isinstance(value.get(name), kind):
            raise ValueError(f"{what} has no {name} that is a {kind.__name__}")

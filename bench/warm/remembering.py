"""A prelude: AWS's responses from a cache. The first call of each kind is real, and its response is cached.

A kind is an operation on a table or on one of its indexes. No request makes two calls of one kind.
"""

from typing import Any

from botocore.client import BaseClient

CallKind = tuple[str, str | None, str | None]

ask = BaseClient._make_api_call  # type: ignore[attr-defined]  # not in its stubs
answers: dict[CallKind, dict[str, Any]] = {}


def remembered(client: BaseClient, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
    kind = operation, parameters.get("TableName"), parameters.get("IndexName")
    if kind not in answers:
        answers[kind] = ask(client, operation, parameters)
    return answers[kind]


BaseClient._make_api_call = remembered  # type: ignore[attr-defined]

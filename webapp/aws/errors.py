"""Reads the errors of botocore and PynamoDB."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.exceptions import PynamoDBException

__all__ = ["cause_of", "code_of", "is_condition_not_met", "message_of"]


def cause_of(error: Exception) -> Exception:
    """Returns botocore's error, which a PynamoDB error's own text may leave out."""
    return (error.cause if isinstance(error, PynamoDBException) else None) or error


def code_of(error: Exception) -> str | None:
    """Returns AWS's error code, or None if no answer came; PynamoDB's own `cause_response_code` fails then."""
    code: str | None = _answered(error).get("Code")
    return code


def message_of(error: Exception) -> str:
    """Returns AWS's message, which is empty if no answer came."""
    message: str = _answered(error).get("Message", "")
    return message


def _answered(error: Exception) -> Mapping[str, Any]:
    cause = cause_of(error)
    return cause.response["Error"] if isinstance(cause, ClientError) else {}


def is_condition_not_met(error: Exception) -> bool:
    """Returns whether the condition of a write was not met."""
    return code_of(error) == "ConditionalCheckFailedException"

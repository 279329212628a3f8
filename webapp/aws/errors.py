"""Reads the errors of botocore and PynamoDB."""

from botocore.exceptions import ClientError
from pynamodb.exceptions import PynamoDBException

__all__ = ["code_of", "is_condition_not_met"]


def code_of(error: Exception) -> str | None:
    """Returns AWS's error code, or None if no answer came; PynamoDB's own `cause_response_code` fails then."""
    cause = error.cause if isinstance(error, PynamoDBException) else error
    return cause.response["Error"]["Code"] if isinstance(cause, ClientError) else None


def is_condition_not_met(error: Exception) -> bool:
    """Returns whether the condition of a write was not met."""
    return code_of(error) == "ConditionalCheckFailedException"

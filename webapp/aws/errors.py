"""What AWS says about a call that failed."""

from botocore.exceptions import ClientError
from pynamodb.exceptions import PynamoDBException

__all__ = ["code_of", "is_condition_not_met"]


def code_of(error: Exception) -> str | None:
    """AWS's code; None where no answer came, for which PynamoDB's own `cause_response_code` fails."""
    cause = error.cause if isinstance(error, PynamoDBException) else error
    return cause.response["Error"]["Code"] if isinstance(cause, ClientError) else None


def is_condition_not_met(error: Exception) -> bool:
    """Whether a write was refused because its item is not as it has to be."""
    return code_of(error) == "ConditionalCheckFailedException"

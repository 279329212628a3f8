"""Maps errors to problems. No other module knows both."""

import logging
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pynamodb.exceptions import PynamoDBException

from webapp.accounts import errors as accounts
from webapp.aws.deadline import OutOfTimeError
from webapp.aws.errors import cause_of, code_of
from webapp.dwipps import errors as dwipps
from webapp.errors import NotFoundError
from webapp.http import problem_types
from webapp.http.conditions import ConditionNotTakenError
from webapp.http.field_errors import field_errors
from webapp.http.problems import Kind, problem_response
from webapp.pages.cursors import InvalidCursorError

__all__ = ["handle_errors"]

KINDS_BY_ERROR: dict[type[Exception], Kind] = {
    AuthenticationError: problem_types.UNAUTHORIZED,
    accounts.InvalidCodeError: problem_types.INVALID_CODE,
    accounts.InvalidCredentialsError: problem_types.INVALID_CREDENTIALS,
    accounts.InvalidEmailError: problem_types.INVALID_EMAIL,
    accounts.InvalidRefreshTokenError: problem_types.INVALID_REFRESH_TOKEN,
    accounts.NamelessError: problem_types.UNAUTHORIZED,  # had a name a moment ago: has left meanwhile
    accounts.NotABrowserError: problem_types.NOT_A_BROWSER,
    accounts.SessionEndedError: problem_types.UNAUTHORIZED,
    accounts.TooManyRequestsError: problem_types.TOO_MANY_REQUESTS,
    accounts.WeakPasswordError: problem_types.WEAK_PASSWORD,
    accounts.WrongPasswordError: problem_types.WRONG_PASSWORD,
    dwipps.DwippChangedError: problem_types.DWIPP_CHANGED,
    InvalidCursorError: problem_types.INVALID_CURSOR,
    dwipps.KeyReusedError: problem_types.KEY_REUSED,
    dwipps.NotTheAuthorError: problem_types.NOT_THE_AUTHOR,
    NotFoundError: problem_types.NOT_FOUND,
    ConditionNotTakenError: problem_types.CONDITION_NOT_TAKEN,
    OutOfTimeError: problem_types.UNAVAILABLE,
    SuspiciousOperation: problem_types.UNREADABLE,
}

# Errors that a retry cannot fix: our fault.
OUR_FAULTS = {
    "AccessDeniedException",
    "ParameterNotFound",
    "ResourceNotFoundException",
    "ValidationException",
}

logger = logging.getLogger("webapp")


ErrorHandler = Callable[[HttpRequest, Any], HttpResponse]


def handle_errors(api: NinjaAPI) -> None:
    """Registers a handler for every error of an operation."""
    handlers: dict[type[Exception], ErrorHandler] = {
        **{error: _known(kind) for error, kind in KINDS_BY_ERROR.items()},
        BotoCoreError: _aws,
        ClientError: _aws,
        Exception: _unexpected,
        HttpError: _unreadable,
        PynamoDBException: _aws,
        ValidationError: _invalid,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)


def _known(kind: Kind) -> ErrorHandler:
    return lambda request, error: problem_response(kind)


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja raises this for every error of its body parser."""
    if isinstance(error.__cause__, ValidationError):
        return _invalid(request, error.__cause__)
    return problem_response(problem_types.kind_of_status(error.status_code))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(problem_types.INVALID_REQUEST, field_errors(error.errors))


def _aws(request: HttpRequest, error: Exception) -> HttpResponse:
    """DynamoDB, Cognito or SSM failed. Logs AWS's error, which names a denied action."""
    cause = cause_of(error)
    logger.error("%s: %s", type(cause).__name__, cause)
    return problem_response(
        problem_types.INTERNAL if code_of(error) in OUR_FAULTS else problem_types.UNAVAILABLE
    )


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem_response(problem_types.INTERNAL)

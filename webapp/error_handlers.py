"""Where errors become problems: the one place that knows both."""

import logging
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pynamodb.exceptions import PynamoDBException

from webapp import kinds
from webapp.accounts import errors as accounts
from webapp.aws_errors import code_of
from webapp.conditions import ConditionNotTakenError
from webapp.deadline import OutOfTimeError
from webapp.dwipps import errors as dwipps
from webapp.field_errors import field_errors
from webapp.problems import Kind, problem_response

__all__ = ["handle_errors"]

KINDS: dict[type[Exception], Kind] = {
    AuthenticationError: kinds.UNAUTHORIZED,
    accounts.InvalidCodeError: kinds.INVALID_CODE,
    accounts.InvalidCredentialsError: kinds.INVALID_CREDENTIALS,
    accounts.InvalidEmailError: kinds.INVALID_EMAIL,
    accounts.InvalidRefreshTokenError: kinds.INVALID_REFRESH_TOKEN,
    accounts.NamelessError: kinds.UNAUTHORIZED,  # with a name a moment ago: they have left meanwhile
    accounts.SessionEndedError: kinds.UNAUTHORIZED,
    accounts.TooManyRequestsError: kinds.TOO_MANY_REQUESTS,
    accounts.WeakPasswordError: kinds.WEAK_PASSWORD,
    accounts.WrongPasswordError: kinds.WRONG_PASSWORD,
    dwipps.DwippChangedError: kinds.DWIPP_CHANGED,
    dwipps.DwippNotFoundError: kinds.NOT_FOUND,
    dwipps.InvalidCursorError: kinds.INVALID_CURSOR,
    dwipps.KeyReusedError: kinds.KEY_REUSED,
    dwipps.NotTheAuthorError: kinds.NOT_THE_AUTHOR,
    ConditionNotTakenError: kinds.CONDITION_NOT_TAKEN,
    OutOfTimeError: kinds.UNAVAILABLE,
    SuspiciousOperation: kinds.UNREADABLE,
}

# What AWS answers to a request that it would never take: our fault, and trying again would not help.
OUR_FAULTS = {
    "AccessDenied",
    "AccessDeniedException",
    "ParameterNotFound",
    "ResourceNotFoundException",
    "ValidationException",
}

logger = logging.getLogger("webapp")


Handler = Callable[[HttpRequest, Any], HttpResponse]


def handle_errors(api: NinjaAPI) -> None:
    """Gives every error of an operation its problem."""
    handlers: dict[type[Exception], Handler] = {
        **{error: _known(kind) for error, kind in KINDS.items()},
        BotoCoreError: _aws,
        ClientError: _aws,
        Exception: _unexpected,
        HttpError: _unreadable,
        PynamoDBException: _aws,
        ValidationError: _invalid,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)


def _known(kind: Kind) -> Handler:
    return lambda request, error: problem_response(kind)


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """ninja raises this for whatever its parser raises about a body."""
    if isinstance(error.__cause__, ValidationError):
        return _invalid(request, error.__cause__)
    return problem_response(kinds.kind_of_status(error.status_code))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(kinds.INVALID_REQUEST, field_errors(error.errors))


def _aws(request: HttpRequest, error: Exception) -> HttpResponse:
    """DynamoDB, Cognito or SSM failed: logged with what AWS says, which names a denied action."""
    logger.error("%s: %s", type(error).__name__, error)
    return problem_response(kinds.INTERNAL if code_of(error) in OUR_FAULTS else kinds.UNAVAILABLE)


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem_response(kinds.INTERNAL)

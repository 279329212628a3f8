"""Where errors become problems: the one place that knows both."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pynamodb.exceptions import PynamoDBException

from webapp import kinds
from webapp.accounts import errors as accounts
from webapp.aws_errors import code_of
from webapp.deadline import OutOfTimeError
from webapp.dwipps import errors as dwipps
from webapp.problems import FieldError, Kind, problem_response

__all__ = ["handle_errors"]

KINDS: dict[type[Exception], Kind] = {
    AuthenticationError: kinds.UNAUTHORIZED,
    accounts.AccountUnconfirmedError: kinds.ACCOUNT_UNCONFIRMED,
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
    OutOfTimeError: kinds.UNAVAILABLE,
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
    """ninja raises this for a body that is no JSON."""
    return problem_response(kinds.kind_of_status(error.status_code))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(kinds.INVALID_REQUEST, [_field_error(one) for one in error.errors])


def _field_error(error: dict[str, Any]) -> FieldError:
    """What is wrong and where; never the input, which may be a password."""
    return FieldError(location=_location(error["loc"]), message=str(error["msg"]))


def _location(loc: Iterable[Any]) -> str:
    """ninja's `("body", "body", "text")` as `body.text`: it names the parameter too."""
    parts = [str(part) for part in loc]
    if parts[0] == "body":
        del parts[1:2]
    return ".".join(parts)


def _aws(request: HttpRequest, error: Exception) -> HttpResponse:
    """DynamoDB, Cognito or SSM failed: logged with what AWS says, which names a denied action."""
    logger.error("%s: %s", type(error).__name__, error)
    return problem_response(kinds.INTERNAL if code_of(error) in OUR_FAULTS else kinds.UNAVAILABLE)


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem_response(kinds.INTERNAL)

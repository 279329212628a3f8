"""What each error of Cognito means for the API.

Cognito's errors reveal which accounts exist in more ways than PreventUserExistenceErrors hides. Each table below
gives all revealing errors the same meaning.
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html

An error in no table is our fault or Cognito's, for any account. It is not translated, so the response is 500 or 503.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from botocore.exceptions import ClientError

from webapp.accounts.errors import (
    AccountGoneError,
    EmailTakenError,
    InvalidCodeError,
    InvalidCredentialsError,
    InvalidEmailError,
    InvalidRefreshTokenError,
    RefreshTokenReusedError,
    SessionEndedError,
    TooManyRequestsError,
    WeakPasswordError,
    WrongPasswordError,
)

__all__ = [
    "CHANGE",
    "CODE",
    "END_SESSIONS",
    "FORGOT",
    "LOGIN",
    "NEW_PASSWORD",
    "REFRESH",
    "RESEND",
    "RESET",
    "REVOKE",
    "SESSION",
    "SIGN_UP",
    "meaning",
]

Meanings = Mapping[str, type[Exception] | None]

# Cognito returns these only when it sends a mail or runs a trigger: only for accounts that exist.
ON_THE_WAY = (
    "CodeDeliveryFailureException",
    "InvalidEmailRoleAccessPolicyException",
    "InvalidLambdaResponseException",
    "InvalidSmsRoleAccessPolicyException",
    "InvalidSmsRoleTrustRelationshipException",
    "UnexpectedLambdaException",
    "UserLambdaValidationException",
)
# The code could not be mailed. The reason is logged and hidden.
UNSENT: Meanings = dict.fromkeys((*ON_THE_WAY, "InvalidPasswordException", "LimitExceededException"))
WEAK: Meanings = dict.fromkeys(
    ("InvalidPasswordException", "PasswordHistoryPolicyViolationException"), WeakPasswordError
)

SIGN_UP: Meanings = {
    **UNSENT,
    "InvalidParameterException": InvalidEmailError,
    "UsernameExistsException": EmailTakenError,
}
RESEND: Meanings = {
    **UNSENT,
    **dict.fromkeys(
        (
            "InvalidParameterException",
            "NotAuthorizedException",
            "UserNotConfirmedException",
            "UserNotFoundException",
        )
    ),
}
FORGOT = RESEND
CODE: Meanings = dict.fromkeys(
    (
        *ON_THE_WAY,
        "AliasExistsException",
        "CodeMismatchException",
        "ExpiredCodeException",
        "InvalidParameterException",
        "LimitExceededException",
        "NotAuthorizedException",
        "TooManyFailedAttemptsException",
        "UserNotConfirmedException",
        "UserNotFoundException",
    ),
    InvalidCodeError,
)
RESET: Meanings = {**CODE, **WEAK}
NEW_PASSWORD: Meanings = {**WEAK, "UserNotFoundException": InvalidCodeError}  # has left meanwhile
LOGIN: Meanings = dict.fromkeys(
    (
        *ON_THE_WAY,
        "InvalidParameterException",
        "NotAuthorizedException",
        "PasswordResetRequiredException",
        "UserNotConfirmedException",
        "UserNotFoundException",
    ),
    InvalidCredentialsError,
)
REFRESH: Meanings = dict.fromkeys(
    (
        *ON_THE_WAY,
        "InvalidParameterException",
        "NotAuthorizedException",
        "PasswordResetRequiredException",
        "UserNotConfirmedException",
        "UserNotFoundException",
    ),
    InvalidRefreshTokenError,
) | {"RefreshTokenReuseException": RefreshTokenReusedError}
END_SESSIONS: Meanings = {"UserNotFoundException": None}  # has left meanwhile
REVOKE: Meanings = dict.fromkeys(  # there is nothing to revoke
    ("InvalidParameterException", "UnauthorizedException", "UnsupportedTokenTypeException")
)
SESSION: Meanings = {
    "InvalidParameterException": SessionEndedError,
    "NotAuthorizedException": SessionEndedError,
    "PasswordResetRequiredException": SessionEndedError,
    "UserNotConfirmedException": SessionEndedError,
    "UserNotFoundException": AccountGoneError,
}
CHANGE: Meanings = {
    **SESSION,
    **WEAK,
    "InvalidParameterException": WrongPasswordError,  # the current one; the new one was checked before
    "LimitExceededException": TooManyRequestsError,
}

# Cognito uses one code for expired tokens and for these errors. Only its message differs.
REASONS = {
    "Incorrect username or password": WrongPasswordError,
    "Password attempts exceeded": TooManyRequestsError,
}
ASKED_TOO_OFTEN = (
    "Attempt limit exceeded"  # by one person; the same code also means that the day's mails are used up
)

logger = logging.getLogger("webapp")


@contextmanager
def meaning(meanings: Meanings, *, once: bool = False) -> Iterator[None]:
    """Translates Cognito's errors inside the block by a table; None means that the error is hidden. Others pass.

    With `once`, errors of a retry pass too: the first try may have succeeded although its answer was lost.
    """
    try:
        yield
    except ClientError as error:
        meant = _meaning(error, meanings, once)
        if _is_a_fault(error, meant):
            # Cognito's message is left out: it may contain an email. infra/watch/counted.py counts these lines.
            logger.warning("Cognito could not do %s (%s)", error.operation_name, _code_of(error))
        if meant:
            raise meant from error


def _meaning(error: ClientError, meanings: Meanings, once: bool) -> Exception | type[Exception] | None:
    code, message = _code_of(error), _words_of(error)
    if code == "TooManyRequestsException":
        return TooManyRequestsError
    if once and error.response["ResponseMetadata"].get("RetryAttempts"):
        return error
    if code in ("NotAuthorizedException", "UnauthorizedException") and _is_about_the_secret(message):
        return error
    if meanings is CHANGE:
        for words, reason in REASONS.items():
            if message.startswith(words):
                return reason
    return meanings.get(code, error)


def _is_about_the_secret(message: str) -> bool:
    """Returns whether Cognito refused the client's secret. That is our fault; other refusals have other words.

    "Unable to verify secret hash for client", "SecretHash does not match for the client".
    """
    return "secret" in message.lower()


def _is_a_fault(error: ClientError, meant: object) -> bool:
    """Returns whether a hidden error means that Cognito cannot work."""
    if _words_of(error).startswith(ASKED_TOO_OFTEN):
        return False
    return _code_of(error) in (ON_THE_WAY if meant else UNSENT)


def _code_of(error: ClientError) -> str:
    return error.response["Error"]["Code"]


def _words_of(error: ClientError) -> str:
    return error.response["Error"].get("Message", "")

"""What Cognito's errors mean here.

Cognito tells apart accounts that are there and accounts that are not in more ways than PreventUserExistenceErrors
hides; each table below gives one meaning to all the answers that would tell.
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from botocore.exceptions import ClientError

from webapp.accounts.errors import (
    AccountUnconfirmedError,
    EmailTakenError,
    InvalidCodeError,
    InvalidCredentialsError,
    InvalidEmailError,
    InvalidRefreshTokenError,
    SessionEndedError,
    TooManyRequestsError,
    WeakPasswordError,
    WrongPasswordError,
)

__all__ = ["CHANGE", "CODE", "LOGIN", "REFRESH", "RESET", "SESSION", "SIGN_UP", "SILENT", "meaning"]

Meanings = Mapping[str, type[Exception] | None]

SIGN_UP: Meanings = {
    "InvalidParameterException": InvalidEmailError,
    "InvalidPasswordException": WeakPasswordError,
    "UsernameExistsException": EmailTakenError,
}
CODE: Meanings = dict.fromkeys(
    (
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
RESET: Meanings = {**CODE, "InvalidPasswordException": WeakPasswordError}
# A mail is asked for: that there is nobody to send it to, or nothing to confirm, stays unsaid.
SILENT: Meanings = dict.fromkeys(
    (
        "InvalidParameterException",
        "LimitExceededException",
        "NotAuthorizedException",
        "UserNotConfirmedException",
        "UserNotFoundException",
    )
)
LOGIN: Meanings = {
    "InvalidParameterException": InvalidCredentialsError,
    "NotAuthorizedException": InvalidCredentialsError,
    "PasswordResetRequiredException": InvalidCredentialsError,
    "UserNotConfirmedException": AccountUnconfirmedError,
    "UserNotFoundException": InvalidCredentialsError,
}
REFRESH: Meanings = dict.fromkeys(
    ("InvalidParameterException", "NotAuthorizedException", "UserNotFoundException"), InvalidRefreshTokenError
)
SESSION: Meanings = dict.fromkeys(
    ("InvalidParameterException", "NotAuthorizedException", "UserNotFoundException"), SessionEndedError
)
CHANGE: Meanings = {
    **SESSION,
    "InvalidPasswordException": WeakPasswordError,
    "LimitExceededException": TooManyRequestsError,
}

# A refusal that the SDK takes for a passing one, and asks for twice.
SENT_AGAIN = {"LimitExceededException"}


@contextmanager
def meaning(meanings: Meanings, *, once: bool = False) -> Iterator[None]:
    """Raises what an error of Cognito means; None means that it is to stay unsaid. Other errors pass.

    So do those of a second try of what can be done `once`: the first, whose answer got lost, may be their reason.
    """
    try:
        yield
    except ClientError as error:
        meant = _meaning(error, meanings, once)
        if meant:
            raise meant from error


def _meaning(error: ClientError, meanings: Meanings, once: bool) -> Exception | type[Exception] | None:
    code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    if code == "TooManyRequestsException":
        return TooManyRequestsError
    if once and code not in SENT_AGAIN and error.response["ResponseMetadata"].get("RetryAttempts"):
        return error
    if meanings is CHANGE and message.startswith("Incorrect username or password"):
        return WrongPasswordError  # the same code as for a token that has ended
    return meanings.get(code, error)

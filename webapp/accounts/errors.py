"""Errors of accounts."""

from webapp.errors import CaughtError

__all__ = [
    "AccountGoneError",
    "EmailTakenError",
    "InvalidCodeError",
    "InvalidCredentialsError",
    "InvalidEmailError",
    "InvalidRefreshTokenError",
    "NameChangedError",
    "NamelessError",
    "NotABrowserError",
    "RefreshTokenReusedError",
    "SessionEndedError",
    "TooManyRequestsError",
    "WeakPasswordError",
    "WrongPasswordError",
]


class EmailTakenError(CaughtError):
    """Somebody has registered with this email. No answer may reveal it."""


class InvalidCodeError(Exception):
    """The code is wrong, used, expired, replaced or was tried too often, or no code is awaited."""


class InvalidCredentialsError(Exception):
    """The account does not exist or is not confirmed, the password is wrong, or the account is locked for a while."""


class InvalidEmailError(Exception):
    """Cognito does not accept the email, whether or not it is registered."""


class InvalidRefreshTokenError(Exception):
    """The refresh token is malformed, expired or revoked, or its account was deleted."""


class NameChangedError(CaughtError):
    """The person has another name by now, or has left."""


class NamelessError(Exception):
    """The person has no profile: they have written nothing yet, or have left."""


class NotABrowserError(Exception):
    """The request lacks the header of our own page: another site may have sent it."""


class RefreshTokenReusedError(InvalidRefreshTokenError):
    """The refresh token was used again after its rotation: somebody else may have it."""


class SessionEndedError(Exception):
    """The person has logged out everywhere, or was deleted."""


class AccountGoneError(SessionEndedError):
    """The account was deleted in Cognito, not by the API."""


class TooManyRequestsError(Exception):
    """Cognito asks to slow down."""


class WeakPasswordError(Exception):
    """The pool's policy refuses the password."""


class WrongPasswordError(Exception):
    """The current password is incorrect."""

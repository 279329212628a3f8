"""What can go wrong with an account."""

__all__ = [
    "AccountGoneError",
    "EmailTakenError",
    "InvalidCodeError",
    "InvalidCredentialsError",
    "InvalidEmailError",
    "InvalidRefreshTokenError",
    "NameChangedError",
    "NamelessError",
    "SessionEndedError",
    "TooManyRequestsError",
    "WeakPasswordError",
    "WrongPasswordError",
]


class EmailTakenError(Exception):
    """Somebody has registered with this email; nobody may be told."""


class InvalidCodeError(Exception):
    """The code is wrong, used, expired, superseded or tried too often, or nobody awaits one."""


class InvalidCredentialsError(Exception):
    """There is no such account, none that is confirmed, the password is wrong, or it is locked for a while."""


class InvalidEmailError(Exception):
    """Cognito takes the email for none, whether or not it is taken."""


class InvalidRefreshTokenError(Exception):
    """The refresh token is none, has expired or was revoked, or its account is gone."""


class NameChangedError(Exception):
    """The person goes by another name by now, or has left."""


class NamelessError(Exception):
    """There is no profile of this person: they have written nothing yet, or have left."""


class SessionEndedError(Exception):
    """The access token's person has logged out everywhere, or is gone."""


class AccountGoneError(SessionEndedError):
    """The account of the token was deleted past the API, by Cognito's own or by an operator."""


class TooManyRequestsError(Exception):
    """Cognito asks to slow down."""


class WeakPasswordError(Exception):
    """The pool's policy refuses the password."""


class WrongPasswordError(Exception):
    """The current password is not this one."""

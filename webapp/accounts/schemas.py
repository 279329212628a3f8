"""Requests and responses of accounts."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError

from webapp.accounts.storage import LONGEST_NAME
from webapp.strings.identifiers import PersonId
from webapp.strings.text import CONTROLS, LINE, REPLACEMENT, line
from webapp.strings.types import Matching, Written, expect_length

__all__ = [
    "Accepted",
    "BrowserSession",
    "Confirmation",
    "Login",
    "Me",
    "PasswordChange",
    "PasswordReset",
    "ProfileChange",
    "Recipient",
    "Refresh",
    "Session",
]

LONGEST_PASSWORD = 256
STRONG = {
    "no_lower_case": ("a-z", "Add a lower-case letter (a-z)."),
    "no_upper_case": ("A-Z", "Add an upper-case letter (A-Z)."),
    "no_digit": ("0-9", "Add a digit (0-9)."),
}
# Visible ASCII around one @: SES accepts no other local part, and other domains in Punycode only.
# https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
EMAIL = "^[!-?A-~]+@[!-?A-~]+$"


def _in_any_order(parts: Sequence[str]) -> str:
    """Returns a pattern for text that contains one character of each part, and begins and ends with one.

    It has no lookahead, which Go and Rust do not support, and reads no character twice.
    """
    ways = []
    for part in parts:
        missing = [other for other in parts if other != part]
        ways.append(f"[{part}]")
        if missing:
            ways[-1] += rf"[^\s{CONTROLS}{REPLACEMENT}{''.join(missing)}]*{_in_any_order(missing)}"
    return f"({'|'.join(ways)})"


def _strong_pattern() -> str:
    """Returns a pattern for one character of each part, without control characters and blanks."""
    parts = [part for part, _ in STRONG.values()]
    before, after = rf"[^\s{CONTROLS}{REPLACEMENT}{''.join(parts)}]*", rf"[^\s{CONTROLS}{REPLACEMENT}]*"
    return f"^{before}{_in_any_order(parts)}{after}$"


def _given(secret: SecretStr) -> SecretStr:
    expect_length(secret.get_secret_value(), 1, LONGEST_PASSWORD)
    return secret


def _strong(secret: SecretStr) -> SecretStr:
    """Checks the user pool's policy before the pool does: the pool would report a taken email first."""
    password = secret.get_secret_value()
    expect_length(password, 8, LONGEST_PASSWORD)
    if re.search(f"[{CONTROLS}]", password):
        raise PydanticCustomError("control_characters", "Remove control characters.")
    if re.search(r"\s", password):  # the pattern of PasswordType in Cognito's API is [\S]+
        raise PydanticCustomError("blank", "Remove spaces.")
    for code, (part, message) in STRONG.items():
        if not re.search(f"[{part}]", password):
            raise PydanticCustomError(code, message)
    return secret


Email = Annotated[
    str,
    Matching(
        EMAIL,
        longest=128,
        message="Write an email address like ada@example.org, without spaces and letters like é.",
    ),
    Field(description="ASCII only; upper and lower case are the same person", examples=["ada@example.org"]),
]
DisplayName = Annotated[
    str,
    Written(LINE, longest=LONGEST_NAME, form=line),
    Field(
        description="one line with a visible character, without characters that change the direction of text",
        examples=["Ada"],
    ),
]
SixDigits = Annotated[
    str,
    Matching("^[0-9]{6}$", shortest=6, longest=6, message="Write the six digits of the mail."),
    Field(description="the code of the mail", examples=["123456"]),
]
Password = Annotated[
    SecretStr,
    AfterValidator(_given),
    Field(
        examples=["Shower-thoughts-1"],
        json_schema_extra={
            "minLength": 1,
            "maxLength": LONGEST_PASSWORD,
            "pattern": f"^[^{REPLACEMENT}]*$",
        },
    ),
]
NewPassword = Annotated[
    SecretStr,
    AfterValidator(_strong),
    Field(
        description="with a lower-case letter (a-z), an upper-case letter (A-Z) and a digit (0-9), without spaces",
        examples=["Shower-thoughts-1"],
        json_schema_extra={
            "minLength": 8,
            "maxLength": LONGEST_PASSWORD,
            "pattern": _strong_pattern(),
        },
    ),
]
RefreshToken = Annotated[
    str,
    Matching(r"^[A-Za-z0-9_=.-]+$", longest=8192, message="Send the refresh token of a login."),
    Field(description="of a login", examples=["eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0.x"]),
]


class Request(BaseModel):
    """A body in which unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Recipient(Request):
    email: Email


class Code(Recipient):
    code: SixDigits


class Confirmation(Code):
    password: NewPassword
    display_name: DisplayName | None = Field(None, description="what others see; you can change it later")


class Login(Recipient):
    """The example is a person of the laptop's demo, so that the docs page can log in with it."""

    email: Annotated[Email, Field(examples=["ada@dwipper.example"])]
    password: Password


class Refresh(Request):
    refresh_token: RefreshToken


class PasswordReset(Code):
    password: NewPassword


class PasswordChange(Request):
    current_password: Password
    new_password: NewPassword


class ProfileChange(Request):
    display_name: DisplayName


class Accepted(BaseModel):
    """The same message, whether or not the account exists."""

    message: str = Field(examples=["If this address can receive a code, it is on its way."])


class Session(BaseModel):
    """The tokens of a login."""

    access_token: str = Field(
        description="for the header `Authorization: Bearer …`",
        examples=["eyJraWQiOiJrMSJ9.eyJzdWIiOiJhIn0.x"],
    )
    id_token: str = Field(
        description="who the person is; the API does not accept it as a token",
        examples=["eyJraWQiOiJrMiJ9.eyJzdWIiOiJhIn0.x"],
    )
    refresh_token: str = Field(
        description="gets a new access token; after a refresh, use the one of the response",
        examples=["eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0.x"],
    )
    expires_in: int = Field(description="lifetime of the access token in seconds", examples=[900])
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105


class BrowserSession(BaseModel):
    """A login from a page: its refresh token is in a cookie that scripts cannot read."""

    access_token: str = Field(
        description="for the header `Authorization: Bearer …`; keep it in memory only",
        examples=["eyJraWQiOiJrMSJ9.eyJzdWIiOiJhIn0.x"],
    )
    expires_in: int = Field(description="lifetime of the access token in seconds", examples=[900])
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105


class Me(BaseModel):
    """The caller's own profile."""

    user_id: PersonId
    email: str = Field(description="visible only to its owner", examples=["ada@example.org"])
    display_name: str = Field(examples=["Ada"])

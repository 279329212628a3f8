"""Requests and answers about accounts."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError

from webapp.strings.identifiers import PersonId
from webapp.strings.text import CONTROLS, LINE, line
from webapp.strings.types import Matching, Written, expect_length

__all__ = [
    "Accepted",
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
# Visible ASCII around one @: SES mails to no other local part, and to other domains by their name in Punycode.
# https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
EMAIL = "^[!-?A-~]+@[!-?A-~]+$"


def _in_any_order(parts: Sequence[str]) -> str:
    """A pattern of text that begins and ends with the first and the last that it needs: one of each part.

    It has no lookahead, which Go and Rust do not know, and reads no character twice.
    """
    ways = []
    for part in parts:
        missing = [other for other in parts if other != part]
        ways.append(f"[{part}]")
        if missing:
            ways[-1] += rf"[^\s{CONTROLS}{''.join(missing)}]*{_in_any_order(missing)}"
    return f"({'|'.join(ways)})"


def _strong_pattern() -> str:
    """One of each part, no control characters, no blanks."""
    parts = [part for part, _ in STRONG.values()]
    return rf"^[^\s{CONTROLS}{''.join(parts)}]*{_in_any_order(parts)}[^\s{CONTROLS}]*$"


def _given(secret: SecretStr) -> SecretStr:
    expect_length(secret.get_secret_value(), 1, LONGEST_PASSWORD)
    return secret


def _strong(secret: SecretStr) -> SecretStr:
    """The user pool's own policy: asked here first, since the pool tells of a taken email before it."""
    password = secret.get_secret_value()
    expect_length(password, 8, LONGEST_PASSWORD)
    if re.search(f"[{CONTROLS}]", password):
        raise PydanticCustomError("control_characters", "Leave out control characters.")
    if re.search(r"\s", password):  # the pattern of PasswordType in Cognito's API is [\S]+
        raise PydanticCustomError("blank", "Leave out blanks.")
    for code, (part, message) in STRONG.items():
        if not re.search(f"[{part}]", password):
            raise PydanticCustomError(code, message)
    return secret


Email = Annotated[
    str,
    Matching(
        EMAIL,
        longest=128,
        message="Write an email address, like ada@example.org: no blanks, no letters like é.",
    ),
    Field(description="in ASCII; in any case: the same person", examples=["ada@example.org"]),
]
DisplayName = Annotated[
    str,
    Written(LINE, longest=50, form=line),
    Field(
        description="one line, with something visible, and nothing that turns text round",
        examples=["Ada"],
    ),
]
SixDigits = Annotated[
    str,
    Matching("^[0-9]{6}$", shortest=6, longest=6, message="Write the six digits that were mailed."),
    Field(description="as mailed", examples=["123456"]),
]
Password = Annotated[
    SecretStr,
    AfterValidator(_given),
    Field(examples=["Shower-thoughts-1"], json_schema_extra={"minLength": 1, "maxLength": LONGEST_PASSWORD}),
]
NewPassword = Annotated[
    SecretStr,
    AfterValidator(_strong),
    Field(
        description="with a lower-case letter (a-z), an upper-case letter (A-Z) and a digit (0-9), without blanks",
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
    Matching(r"^[A-Za-z0-9_=.-]+$", longest=8192, message="Send a refresh token as a login gave it."),
    Field(description="as a login gave it", examples=["eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0.x"]),
]


class Request(BaseModel):
    """A body whose fields are all known: nothing is lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Recipient(Request):
    email: Email


class Code(Recipient):
    code: SixDigits


class Confirmation(Code):
    password: NewPassword
    display_name: DisplayName | None = Field(None, description="what others see; it can change")


class Login(Recipient):
    """Its example is somebody of the laptop's demo, so that the documentation can log in with it."""

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
    """The same words, whether or not there is such an account."""

    message: str = Field(examples=["If there is somebody to mail a code to, it is on its way."])


class Session(BaseModel):
    """A login."""

    access_token: str = Field(
        description="for the header `Authorization: Bearer …`",
        examples=["eyJraWQiOiJrMSJ9.eyJzdWIiOiJhIn0.x"],
    )
    id_token: str = Field(
        description="who the person is; the API does not take it",
        examples=["eyJraWQiOiJrMiJ9.eyJzdWIiOiJhIn0.x"],
    )
    refresh_token: str = Field(
        description="for a new access token; after a refresh, the one to use from then on",
        examples=["eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0.x"],
    )
    expires_in: int = Field(description="the access token's life in seconds", examples=[3600])
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105


class Me(BaseModel):
    """The caller's own profile."""

    user_id: PersonId
    email: str = Field(description="seen by its owner alone", examples=["ada@example.org"])
    display_name: str = Field(examples=["Ada"])

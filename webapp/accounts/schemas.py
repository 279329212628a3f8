"""Requests and answers about accounts."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from webapp.text import LINE, line

__all__ = [
    "Accepted",
    "Code",
    "Login",
    "Me",
    "NewAccount",
    "PasswordChange",
    "PasswordReset",
    "ProfileChange",
    "Recipient",
    "Refresh",
    "Session",
]

CONTROLS = r"\x00-\x1f\x7f-\x9f"
PARTS = {"a-z": "lower-case letter", "A-Z": "upper-case letter", "0-9": "digit"}
STRONG = "".join(f"(?=[^{part}]*[{part}])" for part in PARTS)


def _clean(secret: SecretStr) -> SecretStr:
    if re.search(f"[{CONTROLS}]", secret.get_secret_value()):
        raise ValueError("must not contain control characters")
    if secret.get_secret_value() != secret.get_secret_value().strip():
        raise ValueError("must not begin or end with a blank")
    return secret


def _strong(secret: SecretStr) -> SecretStr:
    """The user pool's own policy: asked here first, since the pool tells of a taken email before it."""
    for part, name in PARTS.items():
        if not re.search(f"[{part}]", secret.get_secret_value()):
            raise ValueError(f"must contain a {name} (a-z, A-Z, 0-9)")
    return secret


Email = Annotated[
    str,
    Field(
        max_length=254,
        pattern=rf"^[^@\s{CONTROLS}]+@[^@\s{CONTROLS}]+$",
        description="in any case: the same person",
        examples=["ada@example.org"],
    ),
    AfterValidator(line),
]
DisplayName = Annotated[
    str,
    AfterValidator(line),
    Field(min_length=1, max_length=50, examples=["Ada"], json_schema_extra={"pattern": LINE}),
]
SixDigits = Annotated[str, Field(pattern="^[0-9]{6}$", description="as mailed", examples=["123456"])]
Password = Annotated[SecretStr, Field(min_length=1, max_length=256, examples=["Shower-thoughts-1"])]
NewPassword = Annotated[
    SecretStr,
    Field(
        min_length=8,
        max_length=256,
        description="with a lower-case letter, an upper-case letter and a digit",
        examples=["Shower-thoughts-1"],
        json_schema_extra={"pattern": rf"^{STRONG}[^\s{CONTROLS}][^{CONTROLS}]*[^\s{CONTROLS}]$"},
    ),
    AfterValidator(_clean),
    AfterValidator(_strong),
]


class Request(BaseModel):
    """A body whose fields are all known: nothing is lost in silence."""

    model_config = ConfigDict(extra="forbid")


class NewAccount(Request):
    email: Email
    password: NewPassword
    display_name: DisplayName | None = Field(None, description="what others see; it can change")


class Recipient(Request):
    email: Email


class Code(Recipient):
    code: SixDigits


class Login(Recipient):
    """Its example is somebody of the laptop's demo, so that the documentation can log in with it."""

    email: Annotated[Email, Field(examples=["ada@dwipper.example"])]
    password: Password


class Refresh(Request):
    refresh_token: str = Field(
        max_length=8192,
        pattern=r"^[A-Za-z0-9_=.-]+$",
        description="as a login gave it",
        examples=["eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0.x"],
    )


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

    user_id: str = Field(examples=["3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f"])
    email: str = Field(description="seen by its owner alone", examples=["ada@example.org"])
    display_name: str = Field(examples=["Ada"])

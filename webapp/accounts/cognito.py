"""The user pool: the only place that calls Cognito. What people do themselves needs no rights in IAM."""

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.accounts.cognito_errors import (
    CHANGE,
    CODE,
    LOGIN,
    REFRESH,
    RESET,
    SESSION,
    SIGN_UP,
    SILENT,
    meaning,
)
from webapp.accounts.errors import InvalidCredentialsError
from webapp.aws import client
from webapp.environment import environment

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef, AuthenticationResultTypeTypeDef

__all__ = ["Cognito", "Tokens", "User"]


@dataclass(frozen=True)
class Tokens:
    """What a login gives: tokens, and the access token's life in seconds. A refresh gives no refresh token."""

    access_token: str
    id_token: str
    refresh_token: str | None
    expires_in: int


@dataclass(frozen=True)
class User:
    """A person's own attributes."""

    email: str
    name: str | None


class Cognito:
    """One app client of one user pool."""

    def __init__(self) -> None:
        self.client = client("cognito-idp")
        self._pool_id = environment().user_pool_id
        self._client_id = environment().user_pool_client_id

    def sign_up(self, email: str, password: str, name: str | None) -> None:
        """Mails a code. EmailTakenError, InvalidEmailError, WeakPasswordError."""
        attributes: list[AttributeTypeTypeDef] = [{"Name": "email", "Value": email}]
        if name:
            attributes.append({"Name": "name", "Value": name})
        with meaning(SIGN_UP):
            self.client.sign_up(
                ClientId=self._client_id, Username=email, Password=password, UserAttributes=attributes
            )

    def confirm(self, email: str, code: str) -> None:
        """InvalidCodeError."""
        with meaning(CODE, once=True):
            self.client.confirm_sign_up(ClientId=self._client_id, Username=email, ConfirmationCode=code)

    def resend(self, email: str) -> None:
        """Mails another code where somebody awaits one."""
        with meaning(SILENT):
            self.client.resend_confirmation_code(ClientId=self._client_id, Username=email)

    def log_in(self, email: str, password: str) -> Tokens:
        """InvalidCredentialsError, AccountUnconfirmedError."""
        with meaning(LOGIN):
            answer = self.client.initiate_auth(
                ClientId=self._client_id,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": email, "PASSWORD": password},
            )
        if "AuthenticationResult" not in answer:  # a challenge, for an account that an operator has made
            raise InvalidCredentialsError
        return _tokens(answer["AuthenticationResult"])

    def refresh(self, refresh_token: str) -> Tokens:
        """InvalidRefreshTokenError."""
        with meaning(REFRESH):
            answer = self.client.initiate_auth(
                ClientId=self._client_id,
                AuthFlow="REFRESH_TOKEN_AUTH",
                AuthParameters={"REFRESH_TOKEN": refresh_token},
            )
        return _tokens(answer["AuthenticationResult"])

    def sign_out(self, access_token: str) -> None:
        """Ends every refresh token of the person. SessionEndedError."""
        with meaning(SESSION, once=True):
            self.client.global_sign_out(AccessToken=access_token)

    def forgot(self, email: str) -> None:
        """Mails a code where there is somebody to reset a password."""
        with meaning(SILENT):
            self.client.forgot_password(ClientId=self._client_id, Username=email)

    def reset(self, email: str, code: str, password: str) -> None:
        """InvalidCodeError, WeakPasswordError."""
        with meaning(RESET, once=True):
            self.client.confirm_forgot_password(
                ClientId=self._client_id, Username=email, ConfirmationCode=code, Password=password
            )

    def change_password(self, access_token: str, current: str, new: str) -> None:
        """WrongPasswordError, WeakPasswordError, SessionEndedError, TooManyRequestsError."""
        with meaning(CHANGE, once=True):
            self.client.change_password(
                AccessToken=access_token, PreviousPassword=current, ProposedPassword=new
            )

    def user(self, access_token: str) -> User:
        """SessionEndedError."""
        with meaning(SESSION):
            answer = self.client.get_user(AccessToken=access_token)
        attributes = {one["Name"]: one.get("Value", "") for one in answer["UserAttributes"]}
        return User(email=attributes["email"], name=attributes.get("name"))

    def delete(self, access_token: str) -> None:
        """Deletes the person's account. SessionEndedError."""
        with meaning(SESSION):
            self.client.delete_user(AccessToken=access_token)

    def remove(self, user_id: str) -> None:
        """Deletes the account of a person by their `sub`, where it is still there; needs a right in IAM.

        A pool of email names takes a `sub` for the name.
        https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html
        """
        with suppress(self.client.exceptions.UserNotFoundException):
            self.client.admin_delete_user(UserPoolId=self._pool_id, Username=user_id)


def _tokens(result: "AuthenticationResultTypeTypeDef") -> Tokens:
    return Tokens(
        access_token=result["AccessToken"],
        id_token=result["IdToken"],
        refresh_token=result.get("RefreshToken"),
        expires_in=result["ExpiresIn"],
    )

"""The user pool. No other module calls Cognito. Calls that people make for themselves need no IAM rights."""

import hmac
import logging
import re
import secrets
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from webapp.accounts.cognito_errors import (
    CHANGE,
    CODE,
    END_SESSIONS,
    FORGOT,
    LOGIN,
    NEW_PASSWORD,
    REFRESH,
    RESEND,
    RESET,
    REVOKE,
    SESSION,
    SIGN_UP,
    meaning,
)
from webapp.accounts.errors import (
    EmailTakenError,
    InvalidCredentialsError,
    RefreshTokenReusedError,
    TooManyRequestsError,
)
from webapp.accounts.seals import owner_of, seal, unseal
from webapp.aws.clients import client
from webapp.aws.parameters import secret
from webapp.environment import environment

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef, AuthenticationResultTypeTypeDef

__all__ = ["Cognito", "Tokens"]


logger = logging.getLogger("webapp")

SUB = re.compile("[0-9A-Za-z-]{1,128}")


@dataclass(frozen=True)
class Tokens:
    """Tokens of a login; `expires_in` is the access token's life in seconds. The refresh token is sealed."""

    access_token: str
    id_token: str
    refresh_token: str
    expires_in: int


class Cognito:
    """The client of one user pool. Its secret keeps strangers from calling Cognito with the client's id alone."""

    def __init__(self) -> None:
        self.client = client("cognito-idp")
        self._pool_id = environment().user_pool_id
        self._client_id = environment().user_pool_client_id

    def register(self, email: str) -> None:
        """Mails a code unless this email is confirmed already.

        The account gets a random password until it is confirmed. Raises InvalidEmailError, TooManyRequestsError.
        """
        try:
            self._sign_up(email)
        except EmailTakenError:
            # An error from here on reveals a registered email, so it is hidden.
            with suppress(BotoCoreError, ClientError, TooManyRequestsError):
                self.resend(email)

    def _sign_up(self, email: str) -> None:
        proof = self._proof_for(email)
        with meaning(SIGN_UP):
            self.client.sign_up(
                ClientId=self._client_id,
                SecretHash=proof,
                Username=email,
                Password=_unknown_password(),
                UserAttributes=[{"Name": "email", "Value": email}],
            )

    def confirm(self, email: str, code: str) -> None:
        """Confirms a registration. Raises InvalidCodeError, TooManyRequestsError."""
        proof = self._proof_for(email)
        with meaning(CODE, once=True):
            self.client.confirm_sign_up(
                ClientId=self._client_id, SecretHash=proof, Username=email, ConfirmationCode=code
            )

    def set_password(self, email: str, password: str) -> None:
        """Sets the password of a person who has just confirmed. Needs an IAM right.

        Raises WeakPasswordError, TooManyRequestsError.
        """
        with meaning(NEW_PASSWORD):
            self.client.admin_set_user_password(
                UserPoolId=self._pool_id, Username=email, Password=password, Permanent=True
            )

    def user_id(self, email: str) -> str:
        """Returns the `sub` of a confirmed person. Needs an IAM right. Raises TooManyRequestsError."""
        with meaning(NEW_PASSWORD):
            answer = self.client.admin_get_user(UserPoolId=self._pool_id, Username=email)
        return _values(answer["UserAttributes"])["sub"]

    def resend(self, email: str) -> None:
        """Mails another code if a registration waits for one. Raises TooManyRequestsError."""
        proof = self._proof_for(email)
        with meaning(RESEND):
            self.client.resend_confirmation_code(ClientId=self._client_id, SecretHash=proof, Username=email)

    def log_in(self, email: str, password: str) -> Tokens:
        """Returns the tokens of a login. Raises InvalidCredentialsError, TooManyRequestsError."""
        parameters = {"USERNAME": email, "PASSWORD": password, "SECRET_HASH": self._proof_for(email)}
        with meaning(LOGIN):
            answer = self.client.initiate_auth(
                ClientId=self._client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters
            )
        if "AuthenticationResult" not in answer:  # a challenge, for an account that an operator created
            raise InvalidCredentialsError
        result = answer["AuthenticationResult"]
        return self._tokens(result, result["RefreshToken"], owner_of(result["AccessToken"]))

    def refresh(self, refresh_token: str) -> Tokens:
        """Returns new tokens. Raises InvalidRefreshTokenError, TooManyRequestsError.

        If the token was used again after its rotation and the grace period, all sessions of its person end. AWS does
        not say that it ends any, and RevokeToken "doesn't affect any of the user's other refresh tokens", so neither
        the successor: https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
        """
        token, user_id = unseal(refresh_token, self._secret())
        try:
            with meaning(REFRESH):
                answer = self.client.get_tokens_from_refresh_token(
                    ClientId=self._client_id, ClientSecret=self._secret(), RefreshToken=token
                )
        except RefreshTokenReusedError:
            logger.warning(
                "A refresh token was used again after its rotation: its person is logged out everywhere"
            )
            self._end_sessions(user_id)
            raise
        result = answer["AuthenticationResult"]
        return self._tokens(result, result.get("RefreshToken", token), user_id)

    def _end_sessions(self, user: str) -> None:
        """Ends all sessions of a person by `sub` or email. Needs an IAM right."""
        with meaning(END_SESSIONS):
            self.client.admin_user_global_sign_out(UserPoolId=self._pool_id, Username=user)

    def revoke(self, refresh_token: str) -> None:
        """Ends the session of a refresh token. Raises InvalidRefreshTokenError, TooManyRequestsError.

        https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
        """
        token, _ = unseal(refresh_token, self._secret())
        with meaning(REVOKE):
            self.client.revoke_token(ClientId=self._client_id, ClientSecret=self._secret(), Token=token)

    def sign_out(self, access_token: str) -> None:
        """Revokes every refresh token of the person. Raises SessionEndedError, TooManyRequestsError."""
        with meaning(SESSION, once=True):
            self.client.global_sign_out(AccessToken=access_token)

    def forgot(self, email: str) -> None:
        """Mails a code if this person can reset a password. Raises TooManyRequestsError."""
        proof = self._proof_for(email)
        with meaning(FORGOT):
            self.client.forgot_password(ClientId=self._client_id, SecretHash=proof, Username=email)

    def reset(self, email: str, code: str, password: str) -> None:
        """Sets a new password, then ends all sessions, since Cognito does not.

        Raises InvalidCodeError, WeakPasswordError, TooManyRequestsError.
        """
        proof = self._proof_for(email)
        with meaning(RESET, once=True):
            self.client.confirm_forgot_password(
                ClientId=self._client_id,
                SecretHash=proof,
                Username=email,
                ConfirmationCode=code,
                Password=password,
            )
        self._end_sessions(email)

    def change_password(self, access_token: str, current: str, new: str) -> None:
        """Raises WrongPasswordError, WeakPasswordError, SessionEndedError, TooManyRequestsError."""
        with meaning(CHANGE, once=True):
            self.client.change_password(
                AccessToken=access_token, PreviousPassword=current, ProposedPassword=new
            )

    def email(self, access_token: str) -> str:
        """Returns the person's email. Raises SessionEndedError, AccountGoneError, TooManyRequestsError."""
        with meaning(SESSION):
            answer = self.client.get_user(AccessToken=access_token)
        return _values(answer["UserAttributes"]).get("email", "")

    def delete(self, access_token: str) -> None:
        """Deletes the person's account. Raises SessionEndedError, TooManyRequestsError."""
        with meaning(SESSION):
            self.client.delete_user(AccessToken=access_token)

    def remove(self, user_id: str) -> None:
        """Deletes the account with this `sub` if it still exists. Needs an IAM right.

        A pool whose user names are emails accepts a `sub` as the name, and an email too. So any other string, which a
        stored item may hold, is nobody's.
        https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html
        """
        if not SUB.fullmatch(user_id):
            return
        with suppress(self.client.exceptions.UserNotFoundException):
            self.client.admin_delete_user(UserPoolId=self._pool_id, Username=user_id)

    def _proof_for(self, email: str) -> str:
        """Returns the secret hash of the email, exactly as the email is sent.

        https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
        """
        digest = hmac.digest(self._secret().encode(), f"{email}{self._client_id}".encode(), "sha256")
        return b64encode(digest).decode()

    def _tokens(self, result: "AuthenticationResultTypeTypeDef", refresh_token: str, user_id: str) -> Tokens:
        return Tokens(
            access_token=result["AccessToken"],
            id_token=result["IdToken"],
            refresh_token=seal(refresh_token, user_id, self._secret()),
            expires_in=result["ExpiresIn"],
        )

    def _secret(self) -> str:
        return secret(environment().client_secret_parameter)


def _unknown_password() -> str:
    """Returns a random password that nobody keeps. It satisfies every policy that a pool can have."""
    return f"{secrets.token_urlsafe(32)}aA0-"


def _values(attributes: "Sequence[AttributeTypeTypeDef]") -> dict[str, str]:
    return {one["Name"]: one.get("Value", "") for one in attributes}

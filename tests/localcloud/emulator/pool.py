"""A user pool on the emulator."""

import secrets
from typing import Any

from tests.localcloud.emulator_process import Emulator

__all__ = ["PASSWORD", "EmulatedPool"]

PASSWORD = "Correct-Horse-9"


class EmulatedPool:
    """A user pool like the platform's."""

    def __init__(
        self,
        emulator: Emulator,
        client: dict[str, Any] | None = None,
        **settings: Any,  # noqa: ANN401  of create_user_pool
    ) -> None:
        self.emulator, self.cognito = emulator, emulator.client("cognito-idp")
        pool = self.cognito.create_user_pool(
            PoolName="people",
            UsernameAttributes=["email"],
            UsernameConfiguration={"CaseSensitive": False},
            AutoVerifiedAttributes=["email"],
            **settings,
        )
        self.id = pool["UserPool"]["Id"]
        self.client = self.cognito.create_user_pool_client(
            UserPoolId=self.id,
            ClientName="app",
            **{
                "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
                "PreventUserExistenceErrors": "ENABLED",
                "WriteAttributes": ["email", "name"],
                **(client or {}),
            },
        )["UserPoolClient"]
        self.client_id = self.client["ClientId"]

    def use(self, emulator: Emulator) -> None:
        """Calls another emulator with the same state, for example the same one after a restart."""
        self.emulator, self.cognito = emulator, emulator.client("cognito-idp")

    def sign_up(self, email: str, *attributes: tuple[str, str]) -> Any:  # noqa: ANN401
        return self.cognito.sign_up(
            ClientId=self.client_id,
            Username=email,
            Password=PASSWORD,
            UserAttributes=[
                {"Name": name, "Value": value} for name, value in (("email", email), *attributes)
            ],
        )

    def code_for(self, email: str) -> str:
        return next(mail["code"] for mail in self.emulator.mails() if mail["to"] == email)

    def confirm(self, email: str, code: str) -> None:
        self.cognito.confirm_sign_up(ClientId=self.client_id, Username=email, ConfirmationCode=code)

    def forgot(self, email: str) -> None:
        self.cognito.forgot_password(ClientId=self.client_id, Username=email)

    def reset(self, email: str, code: str) -> None:
        self.cognito.confirm_forgot_password(
            ClientId=self.client_id, Username=email, ConfirmationCode=code, Password=PASSWORD
        )

    def log_in(self, email: str, password: str = PASSWORD) -> dict[str, str]:
        answer = self.cognito.initiate_auth(
            ClientId=self.client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": password},
        )
        return dict(answer["AuthenticationResult"])

    def refresh(self, token: str) -> None:
        self.cognito.initiate_auth(
            ClientId=self.client_id, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": token}
        )

    def confirmed(self) -> str:
        email = f"{secrets.token_hex(6)}@example.org"
        self.sign_up(email)
        self.confirm(email, self.code_for(email))
        return email

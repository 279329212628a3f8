"""A user pool of one confirmed person, as `UserPool` wants it."""

from webapp.accounts.cognito import Tokens
from webapp.accounts.errors import InvalidCodeError, SessionEndedError

__all__ = ["CODE", "FakeUserPool"]

CODE = "123456"


class FakeUserPool:
    """Ada is registered, and her access token is `token`; Una is not confirmed yet."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.passwords = {"ada@example.org": "Secret-99"}

    def confirm(self, email: str, code: str) -> None:
        self.asked.append("confirm")
        if email in self.passwords or code != CODE:
            raise InvalidCodeError

    def set_password(self, email: str, password: str) -> None:
        self.asked.append("set_password")
        self.passwords[email] = password

    def user_id(self, email: str) -> str:
        self.asked.append("user_id")
        return email.partition("@")[0]

    def email(self, access_token: str) -> str:
        self.asked.append("email")
        if access_token != "token":
            raise SessionEndedError
        return "ada@example.org"

    def register(self, email: str) -> None: ...
    def resend(self, email: str) -> None: ...
    def sign_out(self, access_token: str) -> None: ...
    def forgot(self, email: str) -> None: ...
    def reset(self, email: str, code: str, password: str) -> None: ...
    def change_password(self, access_token: str, current: str, new: str) -> None: ...
    def delete(self, access_token: str) -> None: ...

    def log_in(self, email: str, password: str) -> Tokens:
        return Tokens("token", "id", "refresh", 3600)

    def refresh(self, refresh_token: str) -> Tokens:
        return Tokens("token", "id", None, 3600)

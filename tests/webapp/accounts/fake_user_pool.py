"""A user pool of one confirmed person, as `UserPool` wants it."""

from webapp.accounts.cognito import Tokens, User
from webapp.accounts.errors import EmailTakenError, SessionEndedError

__all__ = ["FakeUserPool"]


class FakeUserPool:
    """Ada is registered, and her access token is `token`."""

    def __init__(self, name: str | None = "Ada") -> None:
        self.taken = {"ada@example.org"}
        self.name = name
        self.asked = 0

    def sign_up(self, email: str, password: str, name: str | None) -> None:
        if email in self.taken:
            raise EmailTakenError
        self.taken.add(email)

    def user(self, access_token: str) -> User:
        self.asked += 1
        if access_token != "token":
            raise SessionEndedError
        return User("ada@example.org", self.name)

    def confirm(self, email: str, code: str) -> None: ...
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

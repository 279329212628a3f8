"""The API and the mailbox as a person uses them."""

import secrets
from dataclasses import dataclass, field
from typing import Any

import requests

__all__ = ["PASSWORD", "Api", "Somebody"]

PASSWORD = "Correct-Horse-9"
SECONDS = 30


def a_new_email() -> str:
    return f"person-{secrets.token_hex(6)}@example.org"


@dataclass
class Somebody:
    """A person with an account, and the tokens of their login."""

    email: str
    password: str = PASSWORD
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def access(self) -> str:
        return self.tokens["access_token"]


class Api(requests.Session):
    """Requests to the API's paths, below its base path."""

    def __init__(self, outputs: dict[str, Any]) -> None:
        super().__init__()
        self.outputs = outputs
        self._base = outputs["api_url"] + "/api/v1"
        self._mailbox = outputs["mailbox_api_url"]

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,  # noqa: ANN401  any JSON
        *,
        token: str | None = None,
        **more: Any,  # noqa: ANN401  of requests
    ) -> requests.Response:
        headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **more.pop("headers", {})}
        return self.request(method, self._base + path, json=body, headers=headers, timeout=SECONDS, **more)

    def mails_to(self, email: str) -> list[dict[str, str]]:
        """The mails to an address, newest first."""
        mails: list[dict[str, str]] = self.get(self._mailbox, timeout=SECONDS).json()
        return [mail for mail in mails if mail["to"] == email.lower()]

    def code_for(self, email: str) -> str:
        return self.mails_to(email)[0]["code"]

    def registered(self, email: str | None = None) -> Somebody:
        """Somebody who has registered, but has not confirmed yet."""
        somebody = Somebody(email or a_new_email())
        login = {"email": somebody.email, "password": somebody.password}
        assert self.call("POST", "/accounts", login).status_code == 202
        return somebody

    def confirmed(self, email: str | None = None) -> Somebody:
        somebody = self.registered(email)
        code = self.code_for(somebody.email)
        answer = self.call("POST", "/accounts/confirm", {"email": somebody.email, "code": code})
        assert answer.ok, answer.text
        return somebody

    def somebody(self, email: str | None = None) -> Somebody:
        """Somebody confirmed and logged in."""
        somebody = self.confirmed(email)
        answer = self.log_in(somebody.email, somebody.password)
        assert answer.status_code == 200, answer.text
        somebody.tokens = answer.json()
        return somebody

    def log_in(self, email: str, password: str) -> requests.Response:
        return self.call("POST", "/sessions", {"email": email, "password": password})

"""Creates the suite's people: with a laptop's mailbox, or in a stack's user pool."""

import secrets
from collections.abc import Mapping
from typing import Any, Protocol

import boto3

from tests.contract.api import PASSWORD, ApiSession

__all__ = ["MailboxPeople", "People", "PoolPeople", "a_new_email"]

Outputs = Mapping[str, Any]


def a_new_email() -> str:
    return f"person-{secrets.token_hex(6)}@example.org"


class People(Protocol):
    """Creates accounts."""

    def an_email(self) -> str:
        """Returns an address that nobody has registered."""
        ...

    def confirm(self, email: str, password: str = PASSWORD) -> None:
        """Confirms an account that was registered with the API, and sets its password."""
        ...

    def welcome(self, email: str) -> None:
        """Creates a confirmed account with the suite's password."""
        ...


class MailboxPeople:
    """On a laptop: they register with the API, and read their code in the mailbox."""

    def __init__(self, api: ApiSession, mailbox_api_url: str) -> None:
        self._api = api
        self._mailbox = mailbox_api_url

    def an_email(self) -> str:
        return a_new_email()

    def confirm(self, email: str, password: str = PASSWORD) -> None:
        code = self.mails_to(email)[0]["code"]
        confirmation = {"email": email, "code": code, "password": password}
        answer = self._api.call("POST", "/accounts/confirm", confirmation)
        assert answer.ok, answer.text

    def welcome(self, email: str) -> None:
        answer = self._api.call("POST", "/accounts", {"email": email})
        assert answer.status_code == 202, answer.text
        self.confirm(email)

    def mails_to(self, email: str) -> list[dict[str, str]]:
        """Returns the mails to an address, newest first."""
        mails: list[dict[str, str]] = self._api.get(self._mailbox, timeout=60).json()
        return [mail for mail in mails if mail["to"] == email.lower()]


class PoolPeople:
    """On a stack: the operator's credentials create and confirm them. Most of them cost no mail."""

    def __init__(self, outputs: Outputs) -> None:
        self._pool = {"UserPoolId": outputs["user_pool_id"]}
        self._cognito: Any = boto3.client("cognito-idp", **_where(outputs))  # type: ignore[call-overload]

    def an_email(self) -> str:
        """Returns an address of Amazon's mailbox simulator, whose mails do not count as bounces.

        https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
        """
        return f"success+{secrets.token_hex(6)}@simulator.amazonses.com"

    def confirm(self, email: str, password: str = PASSWORD) -> None:
        self._cognito.admin_confirm_sign_up(**self._pool, Username=email)
        self._set_password(email, password)

    def welcome(self, email: str) -> None:
        verified = [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]
        self._cognito.admin_create_user(
            **self._pool, Username=email, UserAttributes=verified, MessageAction="SUPPRESS"
        )
        self._set_password(email, PASSWORD)

    def _set_password(self, email: str, password: str) -> None:
        self._cognito.admin_set_user_password(**self._pool, Username=email, Password=password, Permanent=True)


def _where(outputs: Outputs) -> dict[str, str]:
    """Returns the region, the prefix of the pool's id; for a laptop's outputs its emulator, with root's keys."""
    region = {"region_name": outputs["user_pool_id"].partition("_")[0]}
    if "emulator_url" not in outputs:
        return region
    root = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return {**region, **root, "endpoint_url": outputs["emulator_url"]}

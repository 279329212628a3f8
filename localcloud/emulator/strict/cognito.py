"""Puts the strict rules around MiniStack's Cognito, at the one function that every call passes."""

import json
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ministack.core.responses import error_response_json

from localcloud.emulator.mailbox import Mailbox
from localcloud.emulator.ministack import require
from localcloud.emulator.strict.codes import Codes
from localcloud.emulator.strict.directory import Data, Directory
from localcloud.emulator.strict.lockout import Lockout
from localcloud.emulator.strict.rules import WRONG_PASSWORD, Refusal, Rules, is_login

__all__ = ["StrictCognito", "make_strict"]

Response = tuple[int, dict[str, str], bytes]
Handler = Callable[[Data], Response]

PURPOSES = {"ConfirmSignUp": "sign-up", "ConfirmForgotPassword": "reset"}
USED = (
    *(
        "_confirmation_code_error",
        "_expand_template",
        "_masked_destination",
        "_now_epoch",
        "_pool_for_client",
    ),
    *("_resolve_user", "_resolve_verification_template", "_revoked_tokens", "_run_idp_handler"),
    *("_send_verification_email", "_token_claims", "_user_pools"),
)


def make_strict(cognito: Any, mailbox: Mailbox) -> None:  # noqa: ANN401  a module whose functions are replaced
    """Replaces three functions of MiniStack's module; LocalCloudError where it does not have them any more."""
    require(cognito, USED)
    strict = StrictCognito(cognito, mailbox, cognito._run_idp_handler)
    cognito._run_idp_handler = strict.run
    cognito._confirmation_code_error = strict.code_error
    cognito._send_verification_email = strict.mail_code


class StrictCognito:
    """One call at a time, so that of two that race to register an email one is second."""

    def __init__(
        self, cognito: ModuleType, mailbox: Mailbox, run: Callable[[Handler, str, Data], Response]
    ) -> None:
        self._run = run
        self._mailbox = mailbox
        self._directory = Directory(cognito)
        self._codes = Codes()
        self._lockout = Lockout()
        self._rules = Rules(self._directory, self._lockout)
        self._one_at_a_time = threading.RLock()

    def run(self, handler: Handler, action: str, data: Data) -> Response:
        """In place of MiniStack's own: refuses what AWS refuses, and does what AWS does besides."""
        with self._one_at_a_time:
            _fold_names(data)
            refusal = self._rules.refusal(action, data)
            response = _error(refusal) if refusal else self._run(handler, action, data)
            if is_login(action, data):
                self._count(data, response)
            if response[0] == 200:
                return self._accepted(action, data, response)
            return response

    def code_error(self, action: str, data: Data) -> Response | None:
        """In place of MiniStack's own: the error for a code that does not work, or None."""
        purpose = PURPOSES.get(action)
        user = self._directory.user(data, data.get("Username")) if purpose else None
        if not purpose or not user:
            return None
        if purpose == "sign-up" and user["UserStatus"] != "UNCONFIRMED":
            status = user["UserStatus"]
            return _error(("NotAuthorizedException", f"User cannot be confirmed. Current status is {status}"))
        refusal = self._codes.refusal(user, purpose, data.get("ConfirmationCode"))
        return _error(refusal) if refusal else None

    def mail_code(
        self,
        pool: Data,
        username: str,
        attr_dict: dict[str, str],
        code: str,
        attribute_name: str = "email",
    ) -> None:
        """In place of MiniStack's own, whose codes are constants: mails a code of ours."""
        user = self._directory.user({"UserPoolId": pool["Id"]}, username)
        if user is None or "email" not in attr_dict:
            return
        code = self._codes.issue(user, "reset" if attribute_name == "password" else "sign-up")
        subject, body = self._directory.verification_mail(pool, attr_dict, code)
        self._mailbox.deliver(to=attr_dict["email"], subject=subject, body=body, code=code)

    def _count(self, data: Data, response: Response) -> None:
        name = self._rules.lockout_name(data)
        if response[0] == 200:
            self._lockout.succeeded(name)
        elif json.loads(response[2]).get("message") == WRONG_PASSWORD[1]:
            self._lockout.failed(name)

    def _accepted(self, action: str, data: Data, response: Response) -> Response:
        purpose = PURPOSES.get(action)
        user = self._directory.user(data, data.get("Username")) if purpose else None
        if purpose and user:
            self._codes.spend(user, purpose)
            self._directory.verify_email(user)
        if purpose == "reset" and user:
            self._directory.end_sessions(user)
        return self._masking(data, response) if action == "SignUp" else response

    def _masking(self, data: Data, response: Response) -> Response:
        status, headers, body = response
        answer = json.loads(body)
        if "CodeDeliveryDetails" in answer:
            answer["CodeDeliveryDetails"]["Destination"] = self._directory.masked(data["Username"])
        return status, headers, json.dumps(answer).encode()


def _fold_names(data: Data) -> None:
    """Emails in lower case, wherever a call names one: pools of email names do not tell cases apart."""
    for holder, key in ((data, "Username"), (data.get("AuthParameters"), "USERNAME")):
        if isinstance(holder, dict) and "@" in str(holder.get(key)):
            holder[key] = str(holder[key]).lower()
    for attribute in data.get("UserAttributes") or []:
        if attribute.get("Name") == "email":
            attribute["Value"] = str(attribute.get("Value", "")).lower()


def _error(refusal: Refusal) -> Response:
    response: Response = error_response_json(*refusal, 400)
    return response

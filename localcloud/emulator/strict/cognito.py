"""Wraps the strict rules around MiniStack's Cognito, at the one function that every call passes."""

import json
import secrets
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ministack.core.concurrency import run_reentrant

from localcloud.emulator.mailbox import Mailbox
from localcloud.emulator.ministack import require
from localcloud.emulator.strict.answers import Response, refused
from localcloud.emulator.strict.attempts import Attempts
from localcloud.emulator.strict.codes import Codes
from localcloud.emulator.strict.constraints import Constraints
from localcloud.emulator.strict.directory import Data, Directory
from localcloud.emulator.strict.emails import Emails
from localcloud.emulator.strict.lockout import Lockout
from localcloud.emulator.strict.rotation import Rotation, is_rotating
from localcloud.emulator.strict.rules import WRONG_CREDENTIALS, Rules, is_login
from localcloud.emulator.strict.secret import secret_error

__all__ = ["StrictCognito", "make_strict"]

Action = Callable[[Data], Response]

KEEP_ROTATION = {"CreateUserPoolClient", "UpdateUserPoolClient"}
PURPOSES = {"ConfirmSignUp": "sign-up", "ConfirmForgotPassword": "reset"}
USED = (
    "_UNSIGNED_IDP_ACTIONS",
    "_access_token_error",
    "_client_secret",
    "_code_delivery_response",
    "_confirmation_code_error",
    "_dispatch_idp",
    "_expand_template",
    "_masked_destination",
    "_pool_for_client",
    "_refresh_auth_user",
    "_resolve_user",
    "_resolve_verification_template",
    "_revoked_tokens",
    "_run_idp_handler",
    "_send_verification_email",
    "_signed_jwt",
    "_token_claims",
    "_user_pools",
    "_validate_client_secret_hash",
)


def make_strict(cognito: Any, mailbox: Mailbox) -> None:  # noqa: ANN401  a module whose functions are replaced
    """Replaces functions of MiniStack. Raises LocalCloudError if it does not have them."""
    require(cognito, USED)
    strict = StrictCognito(cognito, mailbox, cognito._run_idp_handler, cognito._validate_client_secret_hash)
    cognito._run_idp_handler = strict.run
    cognito._validate_client_secret_hash = lambda *request: (
        None
    )  # `run` checks it, by the name as it was sent
    cognito._confirmation_code_error = strict.code_error
    cognito._send_verification_email = strict.mail_code
    cognito._client_secret = lambda: secrets.token_hex(24)  # as botocore's model has it: no "/"
    _add(cognito, strict.operations)


def _add(cognito: Any, operations: dict[str, Action]) -> None:  # noqa: ANN401
    """Adds operations that MiniStack lacks."""
    dispatch = cognito._dispatch_idp
    cognito._UNSIGNED_IDP_ACTIONS.update(operations)

    async def dispatch_with_ours(action: str, data: Data) -> Any:  # noqa: ANN401
        if action in operations:
            return await run_reentrant(cognito._run_idp_handler, operations[action], action, data)
        return await dispatch(action, data)

    cognito._dispatch_idp = dispatch_with_ours


class StrictCognito:
    """Runs one call at a time, so that only one of two racing registrations of an email succeeds."""

    def __init__(
        self,
        cognito: ModuleType,
        mailbox: Mailbox,
        run: Callable[[Action, str, Data], Response],
        secret_hash_error: Callable[[str, Data], Response | None],
    ) -> None:
        self._cognito = cognito
        self._run = run
        self._secret_hash_error = secret_hash_error
        self._mailbox = mailbox
        self._directory = Directory(cognito)
        self._codes = Codes()
        self._lockout = Lockout()
        self._constraints = Constraints()
        self._rotation = Rotation()
        self._rules = Rules(self._directory, self._lockout, Attempts(), self._rotation)
        self._emails = Emails(self._directory, self._codes, self._mail)
        self._one_at_a_time = threading.RLock()
        self.operations: dict[str, Action] = {
            "GetUserAttributeVerificationCode": self._emails.send_code,
            "VerifyUserAttribute": self._emails.verify,
        }

    def run(self, handler: Action, action: str, data: Data) -> Response:
        """Replaces MiniStack's function: refuses what AWS refuses, and does what only AWS does."""
        with self._one_at_a_time:
            if refusal := self._constraints.refusal(action, data):
                return refused(refusal)
            if error := secret_error(self._cognito, self._secret_hash_error, action, data):
                return error
            _fold_names(data)
            response = self._rules.answer(action, data) or self._run(
                self._with_email(action, handler), action, data
            )
            if is_login(action, data):
                self._count(data, response)
            if response[0] == 200:
                return self._accepted(action, data, response)
            return response

    def code_error(self, action: str, data: Data) -> Response | None:
        """Replaces MiniStack's function. Returns the error for a code that does not work, or None."""
        purpose = PURPOSES.get(action)
        user = self._directory.user(data, data.get("Username")) if purpose else None
        if not purpose or not user:
            return None
        refusal = self._codes.refusal(user, purpose, data.get("ConfirmationCode"))
        return refused(refusal) if refusal else None

    def mail_code(
        self,
        pool: Data,
        username: str,
        attr_dict: dict[str, str],
        code: str,
        attribute_name: str = "email",
    ) -> None:
        """Replaces MiniStack's function, whose codes are constants: mails a random code."""
        user = self._directory.user({"UserPoolId": pool["Id"]}, username)
        if user is not None and "email" in attr_dict:
            purpose = "reset" if attribute_name == "password" else "sign-up"
            self._mail(pool, user, attr_dict["email"], purpose)

    def _mail(self, pool: Data, user: Data, address: str, purpose: str) -> None:
        code = self._codes.issue(user, purpose)
        subject, body = self._directory.verification_mail(pool, address, code)
        self._mailbox.deliver(to=address, subject=subject, body=body, code=code)

    def _with_email(self, action: str, handler: Action) -> Action:
        if action != "UpdateUserAttributes":
            return handler
        return lambda data: self._emails.change(data, handler)

    def _count(self, data: Data, response: Response) -> None:
        name = self._rules.lockout_name(data)
        if response[0] == 200:
            self._lockout.succeeded(name)
        elif json.loads(response[2]).get("message") == WRONG_CREDENTIALS[1]:
            self._lockout.failed(name)

    def _accepted(self, action: str, data: Data, response: Response) -> Response:
        purpose = PURPOSES.get(action)
        user = self._directory.user(data, data.get("Username")) if purpose else None
        if purpose and user:
            self._codes.spend(user, purpose)
            self._directory.verify_email(user)
        if action in KEEP_ROTATION:
            self._keep_rotation(data, response)
        if action == "GetTokensFromRefreshToken" and is_rotating(self._directory.client(data)):
            return self._rotated(data, response)
        return self._masking(data, response) if action == "SignUp" else response

    def _keep_rotation(self, data: Data, response: Response) -> None:
        """MiniStack drops this setting of a client."""
        if "RefreshTokenRotation" in data:
            made = json.loads(response[2])["UserPoolClient"]
            client = self._directory.client({**data, "ClientId": made["ClientId"]})
            client["RefreshTokenRotation"] = data["RefreshTokenRotation"]

    def _rotated(self, data: Data, response: Response) -> Response:
        status, headers, body = response
        answer, token = json.loads(body), data["RefreshToken"]
        user = self._directory.user_of_refresh_token(data, token) or {}
        self._rotation.use(user, self._directory.claims(token))
        answer["AuthenticationResult"]["RefreshToken"] = self._directory.next_refresh_token(data, token)
        return status, headers, json.dumps(answer).encode()

    def _masking(self, data: Data, response: Response) -> Response:
        status, headers, body = response
        answer = json.loads(body)
        if "CodeDeliveryDetails" in answer:
            answer["CodeDeliveryDetails"]["Destination"] = self._directory.masked(data["Username"])
        return status, headers, json.dumps(answer).encode()


def _fold_names(data: Data) -> None:
    """Writes emails in lower case in every call: in pools with email names, case does not matter."""
    for holder, key in ((data, "Username"), (data.get("AuthParameters"), "USERNAME")):
        if isinstance(holder, dict) and "@" in str(holder.get(key)):
            holder[key] = str(holder[key]).lower()
    for attribute in data.get("UserAttributes") or []:
        if attribute.get("Name") == "email":
            attribute["Value"] = str(attribute.get("Value", "")).lower()

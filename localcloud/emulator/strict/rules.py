"""What Cognito refuses on AWS, call by call."""

import hmac
from collections.abc import Callable
from typing import Any

from localcloud.emulator.strict.attributes import forbidden
from localcloud.emulator.strict.directory import Data, Directory
from localcloud.emulator.strict.lockout import Lockout

__all__ = ["WRONG_PASSWORD", "Refusal", "Rules", "is_login", "login_name"]

Refusal = tuple[str, str]  # Cognito's error and its message

LOGIN_FLOWS = {"USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"}
LOCKED: Refusal = ("NotAuthorizedException", "Password attempts exceeded")
NOT_WRITABLE: Refusal = ("NotAuthorizedException", "A client attempted to write unauthorized attribute")
WRONG_PASSWORD: Refusal = ("NotAuthorizedException", "Incorrect username or password.")


def is_login(action: str, data: Data) -> bool:
    return action.endswith("InitiateAuth") and data.get("AuthFlow") in LOGIN_FLOWS


def login_name(data: Data) -> Any:  # noqa: ANN401  whatever the client sent
    return data.get("AuthParameters", {}).get("USERNAME")


class Rules:
    """The refusals that MiniStack does not make."""

    def __init__(self, directory: Directory, lockout: Lockout) -> None:
        self._directory = directory
        self._lockout = lockout
        self._by_action: dict[str, Callable[[Data], Refusal | None]] = {
            "DeleteUserPool": self._delete_user_pool,
            "ForgotPassword": self._forgot_password,
            "ResendConfirmationCode": self._resend,
            "SignUp": self._sign_up,
            "UpdateUserAttributes": self._update_attributes,
        }

    def refusal(self, action: str, data: Data) -> Refusal | None:
        """Why AWS would refuse this call, or None."""
        if is_login(action, data):
            return self._log_in(data)
        rule = self._by_action.get(action)
        return rule(data) if rule else None

    def lockout_name(self, data: Data) -> str:
        """One name a person, however they spell theirs; those who do not exist have one too."""
        name, pool = login_name(data), self._directory.pool(data) or {}
        user = self._directory.user(data, name)
        return f"{pool.get('Id')}:{user['Username'] if user else name}"

    def _log_in(self, data: Data) -> Refusal | None:
        if self._lockout.is_locked(self.lockout_name(data)):
            return LOCKED
        user = self._directory.user(data, login_name(data))
        if user and user["UserStatus"] == "UNCONFIRMED" and not _knows_password(user, data):
            return WRONG_PASSWORD  # MiniStack tells anyone that the account is unconfirmed
        return None

    def _sign_up(self, data: Data) -> Refusal | None:
        pool = self._directory.pool(data) or {}
        if pool.get("AdminCreateUserConfig", {}).get("AllowAdminCreateUserOnly"):
            return "NotAuthorizedException", "SignUp is not permitted for this user pool"
        return self._update_attributes(data)

    def _update_attributes(self, data: Data) -> Refusal | None:
        writable = self._directory.writable(data)
        return NOT_WRITABLE if forbidden(data.get("UserAttributes", []), writable) else None

    def _forgot_password(self, data: Data) -> Refusal | None:
        user = self._directory.user(data, data.get("Username"))
        if user and user["UserStatus"] == "UNCONFIRMED":
            return (
                "InvalidParameterException",
                "Cannot reset password for the user as there is no registered/verified email or phone_number",
            )
        return None

    def _resend(self, data: Data) -> Refusal | None:
        user = self._directory.user(data, data.get("Username"))
        if user and user["UserStatus"] != "UNCONFIRMED":
            return "InvalidParameterException", "User is already confirmed."
        return None

    def _delete_user_pool(self, data: Data) -> Refusal | None:
        pool = self._directory.pool(data) or {}
        if pool.get("DeletionProtection") == "ACTIVE":
            return (
                "InvalidParameterException",
                "The user pool cannot be deleted: deletion protection is active",
            )
        return None


def _knows_password(user: Data, data: Data) -> bool:
    given = str(data.get("AuthParameters", {}).get("PASSWORD", ""))
    return hmac.compare_digest(user.get("_password", "").encode(), given.encode("utf-8", "replace"))

"""Answers of AWS's Cognito where MiniStack's differ, by operation."""

import time
from collections.abc import Callable, Mapping

from localcloud.emulator.strict.answers import Refusal, Response, accepted, refused
from localcloud.emulator.strict.attempts import Attempts
from localcloud.emulator.strict.attributes import forbidden, has_repeated
from localcloud.emulator.strict.directory import Data, Directory
from localcloud.emulator.strict.lockout import Lockout
from localcloud.emulator.strict.rotation import Rotation, is_rotating

__all__ = ["WRONG_CREDENTIALS", "Rules", "is_login"]

LOGIN_FLOWS = {"USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"}
REFRESH_FLOWS = {"REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}

ALREADY_CONFIRMED: Refusal = ("InvalidParameterException", "User is already confirmed.")
CODE_MISMATCH: Refusal = (
    "CodeMismatchException",
    "Invalid verification code provided, please try again.",
)
LOCKED: Refusal = ("NotAuthorizedException", "Password attempts exceeded")
NO_REFRESH_FLOW: Refusal = ("InvalidParameterException", "Auth flow not enabled for this client")
NOT_REVOCABLE: Refusal = ("UnsupportedOperationException", "Token revocation is not enabled for this client")
NOT_ROTATABLE: Refusal = (
    "InvalidParameterException",
    "Refresh token rotation cannot be enabled together with ALLOW_REFRESH_TOKEN_AUTH",
)
NO_SIGN_UP: Refusal = ("NotAuthorizedException", "SignUp is not permitted for this user pool")
NOT_RESETTABLE: Refusal = ("NotAuthorizedException", "User password cannot be reset in the current state.")
NOT_VERIFIED: Refusal = (
    "InvalidParameterException",
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
)
NOT_WRITABLE: Refusal = ("NotAuthorizedException", "A client attempted to write unauthorized attribute")
PROTECTED: Refusal = (
    "InvalidParameterException",
    "The user pool cannot be deleted: deletion protection is active",
)
REFRESH_EXPIRED: Refusal = ("NotAuthorizedException", "Refresh Token has expired")
REFRESH_REVOKED: Refusal = ("NotAuthorizedException", "Refresh Token has been revoked")
REPEATED: Refusal = ("InvalidParameterException", "An attribute is given more than once.")
RESET_REQUIRED: Refusal = ("PasswordResetRequiredException", "Password reset required for the user")
UNCONFIRMED: Refusal = ("UserNotConfirmedException", "User is not confirmed.")
UNSUPPORTED_TOKEN: Refusal = ("UnsupportedTokenTypeException", "Unsupported token type.")
WRONG_CREDENTIALS: Refusal = ("NotAuthorizedException", "Incorrect username or password.")

# A live session is refused because of the account's state. Each of these operations lists both errors.
BY_STATUS = {"RESET_REQUIRED": RESET_REQUIRED, "UNCONFIRMED": UNCONFIRMED}


def is_login(action: str, data: Data) -> bool:
    return action.endswith("InitiateAuth") and data.get("AuthFlow") in LOGIN_FLOWS


class Rules:
    """Answers that MiniStack lacks. Requests have passed the model's constraints."""

    def __init__(
        self, directory: Directory, lockout: Lockout, attempts: Attempts, rotation: Rotation
    ) -> None:
        self._directory = directory
        self._lockout = lockout
        self._attempts = attempts
        self._rotation = rotation
        self._simulates = False
        self._by_action: dict[str, Callable[[Data], Response | None]] = {
            "ChangePassword": self._change_password,
            "ConfirmForgotPassword": self._confirm_forgot_password,
            "ConfirmSignUp": self._confirm_sign_up,
            "CreateUserPoolClient": self._set_client,
            "DeleteUserPool": self._delete_user_pool,
            "ForgotPassword": self._forgot_password,
            "GetTokensFromRefreshToken": self._refresh_by_token,
            "GetUserAttributeVerificationCode": self._attribute_code,
            "ResendConfirmationCode": self._resend,
            "RevokeToken": self._revoke,
            "SignUp": self._sign_up,
            "UpdateUserAttributes": self._update_attributes,
            "UpdateUserPoolClient": self._set_client,
            "VerifyUserAttribute": self._attribute_code,
        }

    def answer(self, action: str, data: Data) -> Response | None:
        """Returns AWS's answer if it differs from MiniStack's, or None."""
        if "AccessToken" in data and (error := self._session_error(data)):
            return error
        if action.endswith("InitiateAuth"):
            return self._initiate_auth(data)
        rule = self._by_action.get(action)
        return rule(data) if rule else None

    def lockout_name(self, data: Data) -> str:
        """Returns one name per person, in any spelling, also for people who do not exist."""
        name, pool = _login_name(data), self._directory.pool(data) or {}
        user = self._directory.user(data, name)
        return f"{pool.get('Id')}:{user['Username'] if user else name[:128]}"

    def _session_error(self, data: Data) -> Response | None:
        error = self._directory.token_error(data)
        if error:
            return error
        user = self._directory.user_of_token(data)
        return _refused(BY_STATUS.get(user["UserStatus"])) if user else None

    def _initiate_auth(self, data: Data) -> Response | None:
        """A locked and unconfirmed account is reported as locked: which one AWS reports is not known.

        Otherwise UserNotConfirmedException comes before the password is checked, and does not count:
        https://github.com/aws-amplify/amplify-js/issues/11209, https://github.com/aws/aws-sdk-js/issues/4608.
        """
        flow, parameters = data.get("AuthFlow"), data.get("AuthParameters") or {}
        if flow in REFRESH_FLOWS and is_rotating(self._directory.client(data)):
            return refused(NO_REFRESH_FLOW)
        if flow in REFRESH_FLOWS:
            return self._refresh(data, parameters.get("REFRESH_TOKEN", ""), BY_STATUS)
        if flow not in LOGIN_FLOWS:
            return None
        for name in ("USERNAME", "PASSWORD"):
            if not parameters.get(name):
                return refused(("InvalidParameterException", f"Missing required parameter {name}"))
        return refused(LOCKED) if self._lockout.is_locked(self.lockout_name(data)) else None

    def _refresh_by_token(self, data: Data) -> Response | None:
        """The model lists no error for the state of the account. Answering "revoked" is an assumption."""
        return self._refresh(data, data["RefreshToken"], dict.fromkeys(BY_STATUS, REFRESH_REVOKED))

    def _refresh(self, data: Data, token: str, by_status: Mapping[str, Refusal]) -> Response | None:
        user = self._directory.user_of_refresh_token(data, token)
        if user is None:
            return None
        if self._directory.claims(token).get("exp", 0) <= time.time():
            return refused(REFRESH_EXPIRED)
        if refusal := by_status.get(user["UserStatus"]):
            return refused(refusal)
        client = self._directory.client(data)
        if not is_rotating(client):
            return None
        return _refused(self._rotation.refusal(client, user, self._directory.claims(token)))

    def _set_client(self, data: Data) -> Response | None:
        """Rotation "isn't compatible with the authentication flow REFRESH_TOKEN_AUTH"; the error is an assumption."""
        if is_rotating(data) and "ALLOW_REFRESH_TOKEN_AUTH" in (data.get("ExplicitAuthFlows") or []):
            return refused(NOT_ROTATABLE)
        return None

    def _revoke(self, data: Data) -> Response | None:
        """https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html

        A revocation "doesn't affect any of the user's other refresh tokens". So a token that was replaced ends alone:
        AWS does not say that its successors end too.
        """
        if not self._directory.client(data).get("EnableTokenRevocation", True):
            return refused(NOT_REVOCABLE)
        claims = self._directory.claims(data["Token"])
        if claims.get("token_use") in ("access", "id"):
            return refused(UNSUPPORTED_TOKEN)
        if claims and claims.get("client_id") != data["ClientId"]:
            return refused(("UnauthorizedException", "The token was issued to another client"))
        user = self._directory.user_of_refresh_token(data, data["Token"])
        if user is None or not self._rotation.is_used(user, claims):
            return None
        self._directory.revoke_alone(data["Token"])
        return accepted({})

    def _sign_up(self, data: Data) -> Response | None:
        pool = self._directory.pool(data) or {}
        if pool.get("AdminCreateUserConfig", {}).get("AllowAdminCreateUserOnly"):
            return refused(NO_SIGN_UP)
        return self._update_attributes(data)

    def _update_attributes(self, data: Data) -> Response | None:
        """That an attribute may be given once is an assumption: AWS documents nothing of one given twice."""
        attributes = data.get("UserAttributes") or []
        if forbidden(attributes, self._directory.writable(data)):
            return refused(NOT_WRITABLE)
        return refused(REPEATED) if has_repeated(attributes) else None

    def _confirm_sign_up(self, data: Data) -> Response | None:
        user = self._user(data)
        if user is None:
            return None
        if user["UserStatus"] != "UNCONFIRMED":
            status = user["UserStatus"]
            return refused(
                ("NotAuthorizedException", f"User cannot be confirmed. Current status is {status}")
            )
        return self._limited(data, "sign-up", user)

    def _resend(self, data: Data) -> Response | None:
        """For an account that does not exist or is disabled, alternates between a simulated delivery and an error.

        https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
        """
        user = self._user(data)
        if user is None or not user["Enabled"]:
            return self._simulated(data, ALREADY_CONFIRMED)
        if user["UserStatus"] != "UNCONFIRMED":
            return refused(ALREADY_CONFIRMED)
        return self._limited(data, "sign-up", user)

    def _forgot_password(self, data: Data) -> Response | None:
        """Like `_resend`, also for an account without a verified address."""
        user = self._user(data)
        if user is None or not user["Enabled"] or not self._directory.has_verified_email(user):
            return self._simulated(data, NOT_VERIFIED)
        if user["UserStatus"] == "FORCE_CHANGE_PASSWORD":
            return refused(NOT_RESETTABLE)
        return self._limited(data, "reset", user)

    def _confirm_forgot_password(self, data: Data) -> Response | None:
        user = self._user(data)
        if user is None:
            return None
        return self._limited(data, "reset", user) if user["Enabled"] else refused(CODE_MISMATCH)

    def _change_password(self, data: Data) -> Response | None:
        return self._limited(data, "password", self._directory.user_of_token(data))

    def _attribute_code(self, data: Data) -> Response | None:
        return self._limited(data, "attribute", self._directory.user_of_token(data))

    def _delete_user_pool(self, data: Data) -> Response | None:
        pool = self._directory.pool(data) or {}
        return refused(PROTECTED) if pool.get("DeletionProtection") == "ACTIVE" else None

    def _user(self, data: Data) -> Data | None:
        return self._directory.user(data, data["Username"])

    def _limited(self, data: Data, what: str, user: Data | None) -> Response | None:
        """Counts by address, so that a new account with the same address does not reset the count."""
        if user is None:
            return None
        pool = self._directory.pool(data) or {}
        who = self._directory.email(user) or user["Username"]
        return _refused(self._attempts.refusal(f"{what}:{pool.get('Id')}:{who}"))

    def _simulated(self, data: Data, error: Refusal) -> Response | None:
        """AWS "alternates between returning a response that a code was sent, and an InvalidParameterException"."""
        if not self._directory.hides_existence(data):
            return refused(error) if self._user(data) else None
        self._simulates = not self._simulates
        return self._directory.simulated_delivery(data["Username"]) if self._simulates else refused(error)


def _login_name(data: Data) -> str:
    return str((data.get("AuthParameters") or {}).get("USERNAME"))


def _refused(refusal: Refusal | None) -> Response | None:
    return refused(refusal) if refusal else None

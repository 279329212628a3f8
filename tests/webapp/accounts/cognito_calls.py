"""A request of the API for each Cognito operation that the app calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.stub import Stubber

from tests.webapp.accounts.tokens import access_token_of, sealed
from tests.webapp.events import LambdaAnswer, call

__all__ = ["EMAIL", "OPERATIONS", "TO_ADA", "AccountRequest"]

EMAIL = "ada@example.org"
TO_ADA = {"email": EMAIL}
PASSWORD = {"password": "Secret-99"}
CODE = {**TO_ADA, "code": "123456", **PASSWORD}
CHANGE = {"current_password": "Secret-99", "new_password": "Brand-New-77"}
TOKENS = {"AccessToken": access_token_of("ada"), "IdToken": "i", "RefreshToken": "r", "ExpiresIn": 900}
REFRESH = {"refresh_token": sealed("r")}
ATTRIBUTES = [{"Name": "email", "Value": EMAIL}, {"Name": "sub", "Value": "ada"}]

DONE: Mapping[str, dict[str, Any]] = {
    "admin_get_user": {"Username": "ada", "UserAttributes": ATTRIBUTES},
    "get_tokens_from_refresh_token": {"AuthenticationResult": {**TOKENS, "RefreshToken": "n"}},
    "get_user": {"Username": "ada", "UserAttributes": ATTRIBUTES},
    "initiate_auth": {"AuthenticationResult": TOKENS},
    "sign_up": {"UserConfirmed": False, "UserSub": "ada"},
}


@dataclass(frozen=True)
class AccountRequest:
    """A request of the API and its calls to Cognito. The last call is the one under test."""

    method: str
    path: str
    body: Mapping[str, str] | None
    calls: Sequence[str]
    refused: Mapping[str, str] = field(default_factory=dict)  # the error of a call before

    def answer(self, cognito: Stubber, error: str = "", message: str = "") -> LambdaAnswer:
        """Returns the API's response if the last call succeeds, or fails with an error."""
        *before, last = self.calls
        for one in before:
            _expect(cognito, one, self.refused.get(one, ""))
        _expect(cognito, last, error, message)
        return call(self.method, self.path, self.body, as_="ada")


def _expect(cognito: Stubber, operation: str, error: str, message: str = "") -> None:
    if error:
        cognito.add_client_error(operation, error, message)
    else:
        cognito.add_response(operation, DONE.get(operation, {}))


# By the name of the request; those that make several calls once for each.
OPERATIONS: Mapping[str, AccountRequest] = {
    "register": AccountRequest("POST", "/accounts", TO_ADA, ["sign_up"]),
    "register again": AccountRequest(
        "POST",
        "/accounts",
        TO_ADA,
        ["sign_up", "resend_confirmation_code"],
        {"sign_up": "UsernameExistsException"},
    ),
    "resend": AccountRequest("POST", "/accounts/confirm/resend", TO_ADA, ["resend_confirmation_code"]),
    "confirm": AccountRequest("POST", "/accounts/confirm", CODE, ["confirm_sign_up"]),
    "confirm: password": AccountRequest(
        "POST", "/accounts/confirm", CODE, ["confirm_sign_up", "admin_set_user_password"]
    ),
    "confirm: name": AccountRequest(
        "POST",
        "/accounts/confirm",
        {**CODE, "display_name": "Ada"},
        ["confirm_sign_up", "admin_set_user_password", "admin_get_user"],
    ),
    "log in": AccountRequest("POST", "/sessions", {**TO_ADA, **PASSWORD}, ["initiate_auth"]),
    "refresh": AccountRequest("POST", "/sessions/refresh", REFRESH, ["get_tokens_from_refresh_token"]),
    "refresh: reuse": AccountRequest(
        "POST",
        "/sessions/refresh",
        REFRESH,
        ["get_tokens_from_refresh_token", "admin_user_global_sign_out"],
        {"get_tokens_from_refresh_token": "RefreshTokenReuseException"},
    ),
    "revoke": AccountRequest("POST", "/sessions/revoke", REFRESH, ["revoke_token"]),
    "log out": AccountRequest("DELETE", "/sessions", None, ["global_sign_out"]),
    "forgot": AccountRequest("POST", "/passwords/forgot", TO_ADA, ["forgot_password"]),
    "reset": AccountRequest("POST", "/passwords/reset", CODE, ["confirm_forgot_password"]),
    "reset: sessions": AccountRequest(
        "POST", "/passwords/reset", CODE, ["confirm_forgot_password", "admin_user_global_sign_out"]
    ),
    "change": AccountRequest("PUT", "/me/password", CHANGE, ["change_password"]),
    "me": AccountRequest("GET", "/me", None, ["get_user"]),
    "rename": AccountRequest("PATCH", "/me", {"display_name": "Countess"}, ["get_user"]),
    "leave": AccountRequest("DELETE", "/me", None, ["get_user"]),
    "leave: account": AccountRequest("DELETE", "/me", None, ["get_user", "delete_user"]),
}

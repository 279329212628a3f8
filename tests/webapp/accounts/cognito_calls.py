"""A request of the API for each Cognito operation that the app calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.stub import Stubber

from tests.webapp.accounts.tokens import access_token_of, sealed
from tests.webapp.events import Answer, call

__all__ = ["EMAIL", "OPERATIONS", "TO_ADA", "Asking"]

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
class Asking:
    """A request of the API and its calls to Cognito. The last call is the one under test."""

    method: str
    path: str
    body: Mapping[str, str] | None
    calls: Sequence[str]
    refused: Mapping[str, str] = field(default_factory=dict)  # the error of a call before

    def answer(self, cognito: Stubber, error: str = "", message: str = "") -> Answer:
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
OPERATIONS: Mapping[str, Asking] = {
    "register": Asking("POST", "/accounts", TO_ADA, ["sign_up"]),
    "register again": Asking(
        "POST",
        "/accounts",
        TO_ADA,
        ["sign_up", "resend_confirmation_code"],
        {"sign_up": "UsernameExistsException"},
    ),
    "resend": Asking("POST", "/accounts/confirm/resend", TO_ADA, ["resend_confirmation_code"]),
    "confirm": Asking("POST", "/accounts/confirm", CODE, ["confirm_sign_up"]),
    "confirm: password": Asking(
        "POST", "/accounts/confirm", CODE, ["confirm_sign_up", "admin_set_user_password"]
    ),
    "confirm: name": Asking(
        "POST",
        "/accounts/confirm",
        {**CODE, "display_name": "Ada"},
        ["confirm_sign_up", "admin_set_user_password", "admin_get_user"],
    ),
    "log in": Asking("POST", "/sessions", {**TO_ADA, **PASSWORD}, ["initiate_auth"]),
    "refresh": Asking("POST", "/sessions/refresh", REFRESH, ["get_tokens_from_refresh_token"]),
    "refresh: reuse": Asking(
        "POST",
        "/sessions/refresh",
        REFRESH,
        ["get_tokens_from_refresh_token", "admin_user_global_sign_out"],
        {"get_tokens_from_refresh_token": "RefreshTokenReuseException"},
    ),
    "revoke": Asking("POST", "/sessions/revoke", REFRESH, ["revoke_token"]),
    "log out": Asking("DELETE", "/sessions", None, ["global_sign_out"]),
    "forgot": Asking("POST", "/passwords/forgot", TO_ADA, ["forgot_password"]),
    "reset": Asking("POST", "/passwords/reset", CODE, ["confirm_forgot_password"]),
    "reset: sessions": Asking(
        "POST", "/passwords/reset", CODE, ["confirm_forgot_password", "admin_user_global_sign_out"]
    ),
    "change": Asking("PUT", "/me/password", CHANGE, ["change_password"]),
    "me": Asking("GET", "/me", None, ["get_user"]),
    "rename": Asking("PATCH", "/me", {"display_name": "Countess"}, ["get_user"]),
    "leave": Asking("DELETE", "/me", None, ["get_user"]),
    "leave: account": Asking("DELETE", "/me", None, ["get_user", "delete_user"]),
}

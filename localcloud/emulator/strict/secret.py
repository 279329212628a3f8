"""The proof that a client knows its secret.

https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html, "Computing SecretHash
values": the hash is of the name as it was sent. For a refresh it is of the `sub`; MiniStack checks that.
GetTokensFromRefreshToken and RevokeToken take the secret itself. AWS documents no message for their refusal, so
these are an assumption; the errors are the fitting ones of botocore's model.
"""

import hmac
from types import ModuleType
from typing import Any

from localcloud.emulator.strict.answers import Response, refused
from localcloud.emulator.strict.directory import Data

__all__ = ["secret_error"]

TAKE_THE_SECRET = {
    "GetTokensFromRefreshToken": "NotAuthorizedException",
    "RevokeToken": "UnauthorizedException",
}


def secret_error(cognito: ModuleType, of_ministack: Any, action: str, data: Data) -> Response | None:  # noqa: ANN401
    """Returns the refusal of a request with a missing or wrong proof, or None."""
    if action not in TAKE_THE_SECRET:
        response: Response | None = of_ministack(action, data)
        return response
    client_id = str(data["ClientId"])
    pool = cognito._pool_for_client(client_id)[0] or {}
    secret = pool.get("_clients", {}).get(client_id, {}).get("ClientSecret") or ""
    if not secret or hmac.compare_digest(secret.encode(), str(data.get("ClientSecret", "")).encode()):
        return None
    return refused((TAKE_THE_SECRET[action], f"Unable to verify secret for client {client_id}"))

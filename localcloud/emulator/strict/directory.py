"""MiniStack's user directory, for the strict rules."""

import time
import uuid
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from localcloud.emulator.strict.answers import Response
from localcloud.emulator.strict.attributes import set_attribute

__all__ = ["Data", "Directory"]

Data = dict[str, Any]


class Directory:
    """Finds the pools, clients and users of a request."""

    def __init__(self, cognito: ModuleType) -> None:
        self._cognito: Any = cognito

    def pool(self, data: Data) -> Data | None:
        """Returns the pool of a request, by its id, its client or its access token."""
        pool_id = data.get("UserPoolId")
        if pool_id is None and "AccessToken" in data:
            pool_id = str(self.claims(data["AccessToken"]).get("iss")).rsplit("/", 1)[-1]
        if pool_id is not None:
            return self._cognito._user_pools.get(pool_id)  # type: ignore[no-any-return]
        return self._cognito._pool_for_client(data.get("ClientId"))[0]  # type: ignore[no-any-return]

    def user(self, data: Data, name: object) -> Data | None:
        pool = self.pool(data)
        return self._cognito._resolve_user(pool, name)[0] if pool else None

    def user_of_token(self, data: Data) -> Data | None:
        """Returns the owner of the request's access token, which `token_error` has checked."""
        return self.user(data, self.claims(data["AccessToken"]).get("username"))

    def user_of_refresh_token(self, data: Data, token: str) -> Data | None:
        """Returns the owner of the refresh token, if it works."""
        pool = self.pool(data)
        if pool is None:
            return None
        user: Data | None = self._cognito._refresh_auth_user(pool, pool["Id"], data.get("ClientId"), token)[0]
        return user

    def next_refresh_token(self, data: Data, token: str) -> str:
        """Returns a token that replaces this one and expires with it."""
        claims = {**self.claims(token), "jti": str(uuid.uuid4()), "iat": int(time.time())}
        signed: str = self._cognito._signed_jwt(claims, (self.pool(data) or {})["Id"], "access")
        return signed

    def revoke_alone(self, token: str) -> None:
        """Revokes a refresh token, and no other of its session."""
        self._cognito._revoked_tokens.add(token)

    def token_error(self, data: Data) -> Response | None:
        """Returns MiniStack's refusal of an access token, or None."""
        error: Response | None = self._cognito._access_token_error(data)
        return error

    def claims(self, token: str) -> Mapping[str, Any]:
        """Returns a token's claims without checking them; empty if it is not a token."""
        claims: Mapping[str, Any] = self._cognito._token_claims(token)
        return claims

    def writable(self, data: Data) -> list[str]:
        """Returns the attributes that the request's client may write; empty if there is no limit."""
        attributes: list[str] = self.client(data).get("WriteAttributes", [])
        return attributes

    def hides_existence(self, data: Data) -> bool:
        return self.client(data).get("PreventUserExistenceErrors") == "ENABLED"

    def email(self, user: Data) -> str | None:
        return _attribute(user, "email")

    def has_verified_email(self, user: Data) -> bool:
        return _attribute(user, "email_verified") == "true"

    def verify_email(self, user: Data) -> None:
        set_attribute(user, "email_verified", "true")

    def masked(self, email: str) -> str:
        masked: str = self._cognito._masked_destination(email)
        return masked

    def simulated_delivery(self, name: str) -> Response:
        """Returns the response as if a code had been mailed there."""
        response: Response = self._cognito._code_delivery_response(self.masked(name))
        return response

    def verification_mail(self, pool: Data, email: str, code: str) -> tuple[str, str]:
        """Returns subject and body by the pool's template."""
        subject, body = self._cognito._resolve_verification_template(pool)
        fill = self._cognito._expand_template
        return fill(subject, email, code), fill(body, email, code)

    def client(self, data: Data) -> Data:
        """Returns the client of the request or of its access token; empty if there is none."""
        client_id = data.get("ClientId") or self.claims(data.get("AccessToken") or "").get("client_id")
        pool = self._cognito._pool_for_client(client_id)[0] or {}
        client: Data = pool.get("_clients", {}).get(client_id, {})
        return client


def _attribute(user: Data, name: str) -> str | None:
    return next((one["Value"] for one in user["Attributes"] if one["Name"] == name), None)

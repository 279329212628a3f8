"""MiniStack's user directory, as the strict rules read and change it."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from localcloud.emulator.strict.attributes import set_attribute

__all__ = ["Data", "Directory"]

Data = dict[str, Any]


class Directory:
    """Pools, clients and users, found by what a request says."""

    def __init__(self, cognito: ModuleType) -> None:
        self._cognito: Any = cognito

    def pool(self, data: Data) -> Data | None:
        """The pool that a request names, by its id or by its client."""
        if "UserPoolId" in data:
            return self._cognito._user_pools.get(data["UserPoolId"])  # type: ignore[no-any-return]
        return self._cognito._pool_for_client(data.get("ClientId"))[0]  # type: ignore[no-any-return]

    def user(self, data: Data, name: object) -> Data | None:
        pool = self.pool(data)
        return self._cognito._resolve_user(pool, name)[0] if pool else None

    def writable(self, data: Data) -> list[str]:
        """The attributes that the request's client may write; empty where it was not limited."""
        claims: Mapping[str, Any] = self._cognito._token_claims(data.get("AccessToken") or "")
        client_id = data.get("ClientId") or claims.get("client_id")
        pool = self._cognito._pool_for_client(client_id)[0] or {}
        attributes: list[str] = pool.get("_clients", {}).get(client_id, {}).get("WriteAttributes", [])
        return attributes

    def verify_email(self, user: Data) -> None:
        set_attribute(user, "email_verified", "true")

    def end_sessions(self, user: Data) -> None:
        """What a sign-out everywhere does: no refresh token of before works again."""
        user["_signout_at"] = self._cognito._now_epoch()
        self._cognito._revoked_tokens.update(user.pop("_origin_jtis", []))

    def masked(self, email: str) -> str:
        masked: str = self._cognito._masked_destination(email)
        return masked

    def verification_mail(self, pool: Data, attributes: Mapping[str, str], code: str) -> tuple[str, str]:
        """Subject and body, by the pool's own template."""
        subject, body = self._cognito._resolve_verification_template(pool)
        fill = self._cognito._expand_template
        return fill(subject, attributes["email"], code), fill(body, attributes["email"], code)

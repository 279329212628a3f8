"""Tokens that must be rejected, signed with the pool's key or with another one."""

from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

__all__ = ["claims_of", "forged", "signed_by_the_pool"]


def claims_of(token: str) -> dict[str, Any]:
    """Returns the claims of a token, without verification."""
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def signed_by_the_pool(
    state: Path,
    token: str,
    *,
    without: str = "",
    **claims: Any,  # noqa: ANN401  any JSON
) -> str:
    """Returns a token with some claims changed and a valid signature of the pool."""
    said = {**claims_of(token), **claims}
    said.pop(without, None)
    key = next(state.rglob("*-access.pem")).read_text()
    return jwt.encode(said, key, algorithm="RS256", headers=_key_id_of(token))


def forged(token: str) -> str:
    """Returns a token with these claims, signed with another key than the pool's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims_of(token), key, algorithm="RS256", headers=_key_id_of(token))


def _key_id_of(token: str) -> dict[str, str]:
    return {"kid": jwt.get_unverified_header(token)["kid"]}

"""Tokens that must be refused: made with the pool's own key, or with somebody else's."""

from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

__all__ = ["claims_of", "forged", "signed_by_the_pool"]


def claims_of(token: str) -> dict[str, Any]:
    """What a token says, unchecked."""
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def signed_by_the_pool(
    state: Path,
    token: str,
    *,
    without: str = "",
    **claims: Any,  # noqa: ANN401  any JSON
) -> str:
    """A token like another but for some claims, with the pool's real signature."""
    said = {**claims_of(token), **claims}
    said.pop(without, None)
    key = next(state.rglob("*-access.pem")).read_text()
    return jwt.encode(said, key, algorithm="RS256", headers=_key_id_of(token))


def forged(token: str) -> str:
    """What a token says, signed by a key that is not the pool's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims_of(token), key, algorithm="RS256", headers=_key_id_of(token))


def _key_id_of(token: str) -> dict[str, str]:
    return {"kid": jwt.get_unverified_header(token)["kid"]}

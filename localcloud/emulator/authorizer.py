"""The gateway's JWT authorizer, in cases where MiniStack would raise or fetch keys by HTTP.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
"""

import base64
import json
from typing import Any

from localcloud.emulator.ministack import require

__all__ = ["make_authorizer_strict"]

USED = ("_extract_token_from_identity_source", "_fetch_jwks", "_jwt_unauthorized", "_validate_jwt_authorizer")
KEYS_PATH = "/.well-known/jwks.json"


def make_authorizer_strict(apigateway: Any, cognito: Any) -> None:  # noqa: ANN401  modules of MiniStack
    """Replaces two functions of MiniStack. Raises LocalCloudError if it does not have them.

    MiniStack fetches a pool's keys by HTTP from its own port, which refuses requests without the secret. So the keys
    are read from the pool directly.
    """
    require(apigateway, USED)
    require(cognito, ("well_known_jwks",))
    validate = apigateway._validate_jwt_authorizer

    async def keys_of_pool(url: str) -> Any:  # noqa: ANN401  any JSON
        _, _, keys = cognito.well_known_jwks(url.removesuffix(KEYS_PATH).rpartition("/")[2])
        return json.loads(keys)

    async def validate_token(
        route: dict[str, Any], authorizer: dict[str, Any], headers: dict[str, str], query: dict[str, Any]
    ) -> Any:  # noqa: ANN401  as MiniStack's own
        token = apigateway._extract_token_from_identity_source(authorizer["identitySource"], headers, query)
        if not _is_jwt(token or ""):
            return None, None, apigateway._jwt_unauthorized()
        return await validate(route, authorizer, headers, query)

    apigateway._fetch_jwks = keys_of_pool
    apigateway._validate_jwt_authorizer = validate_token


def _is_jwt(token: str) -> bool:
    """Returns whether the token has three parts, two of them JSON objects (RFC 7519 section 7.2)."""
    parts = token.split(".")
    try:
        return len(parts) == 3 and all(isinstance(_json(part), dict) for part in parts[:2])
    except (ValueError, RecursionError):
        return False


def _json(part: str) -> Any:  # noqa: ANN401  any JSON
    padded = part + "=" * (-len(part) % 4)
    return json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))

"""CORS of HTTP APIs, where MiniStack's gateway differs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html: the gateway answers preflights
itself, they need `Origin` and `Access-Control-Request-Method`, and it replaces the function's own headers. It does
not say whether the gateway's own 401 and 404 have the headers too:
https://github.com/aws/aws-sam-cli/issues/9087 saw that they do.
"""

from typing import Any

from localcloud.emulator.ministack import require

__all__ = ["make_cors_complete"]

Response = tuple[int, dict[str, str], bytes]

USED = ("_apis", "_cors_preflight_response", "_cors_response_headers", "_handle_execute_in_scope")
CORS_PREFIX = "access-control-"


def make_cors_complete(apigateway: Any) -> None:  # noqa: ANN401  a module whose function is replaced
    """Replaces MiniStack's entry to an API. Raises LocalCloudError if MiniStack does not have it."""
    require(apigateway, USED)
    execute = apigateway._handle_execute_in_scope

    async def execute_with_cors(
        api_id: str, stage: str, path: str, method: str, headers: dict[str, str], *more: object
    ) -> Response:
        allowed = apigateway._apis.get(api_id, {}).get("corsConfiguration")
        if not allowed:
            answer: Response = await execute(api_id, stage, path, method, headers, *more)
            return answer
        origin = headers.get("origin", "")
        ours: dict[str, str] = apigateway._cors_response_headers(allowed, origin)
        if method == "OPTIONS":
            asked = ours and "access-control-request-method" in headers
            preflight: Response = apigateway._cors_preflight_response(allowed, origin)
            return preflight if asked else (204, {}, b"")
        status, answered, body = await execute(api_id, stage, path, method, headers, *more)
        others = {name: value for name, value in answered.items() if not name.lower().startswith(CORS_PREFIX)}
        return status, {**others, **ours}, body

    apigateway._handle_execute_in_scope = execute_with_cors

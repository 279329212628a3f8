"""Uses one id per request: in the response's header, in the function's event, and so in all logs.

MiniStack makes one for the event and another for the header. On AWS they are the same, `$context.requestId`:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
"""

import base64
import os
from contextvars import ContextVar
from typing import Any

from localcloud.emulator.ministack import require

__all__ = ["share_request_ids"]

Response = tuple[int, dict[str, str], bytes]

USED = ("_handle_execute_in_scope", "new_uuid")
HEADER = "apigw-requestid"

_id: ContextVar[str] = ContextVar("id", default="")


def share_request_ids(apigateway: Any) -> None:  # noqa: ANN401  a module whose functions are replaced
    """Replaces MiniStack's entry to an API. Raises LocalCloudError if MiniStack does not have it."""
    require(apigateway, USED)
    execute, new_uuid = apigateway._handle_execute_in_scope, apigateway.new_uuid

    async def execute_with_id(*call: object) -> Response:
        token = _id.set(base64.b64encode(os.urandom(11)).decode())
        try:
            status, headers, body = await execute(*call)
            return status, {**headers, HEADER: _id.get()}, body
        finally:
            _id.reset(token)

    apigateway._handle_execute_in_scope = execute_with_id
    apigateway.new_uuid = lambda: _id.get() or new_uuid()

"""Responses in MiniStack's format."""

from typing import Any

from ministack.core.responses import error_response_json, json_response

__all__ = ["Refusal", "Response", "accepted", "refused"]

Refusal = tuple[str, str]  # Cognito's error and its message
Response = tuple[int, dict[str, str], bytes]


def accepted(answer: dict[str, Any]) -> Response:
    response: Response = json_response(answer)
    return response


def refused(refusal: Refusal) -> Response:
    response: Response = error_response_json(*refusal, 400)
    return response

"""Ninja's OpenAPI document, with the response models that the app does not build at a cold start."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from webapp.http.responses import Success
from webapp.http.router import answers_of

__all__ = ["ContractDocument"]


class ContractDocument(OpenAPISchema):
    """A dict, built from an API and its base path."""

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        answers = answers_of(operation.view_func)
        models: dict[Any, Any] = {
            status: answer.model if isinstance(answer, Success) else answer
            for status, answer in answers.items()
        }
        operation.response_models = operation._create_response_model_multiple(models)
        documented = super().responses(operation)
        for status, answer in answers.items():
            if isinstance(answer, Success):
                documented[status].update(_details(answer))
        return documented


def _details(success: Success) -> dict[str, Any]:
    """Returns the response's headers by name, and its content that is not JSON."""
    content = {kind: {"schema": {"type": "string"}} for kind in success.media_types}
    return {
        **({"headers": success.headers} if success.headers else {}),
        **({"content": content} if content else {}),
    }

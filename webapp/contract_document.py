"""Ninja's OpenAPI document, with the answers of which Ninja has no models at a cold start."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from webapp.router import answers_of

__all__ = ["ContractDocument"]


class ContractDocument(OpenAPISchema):
    """Made of an API and its base path; a dict."""

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        answers: dict[Any, Any] = {**answers_of(operation.view_func)}
        operation.response_models = operation._create_response_model_multiple(answers)
        return super().responses(operation)

"""Ids in requests, and in responses: those were made as UUIDs, and only what JSON cannot hold is refused."""

import re
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

__all__ = ["DwippId", "PathId", "PersonId"]

AS_UUID = {"format": "uuid"}
TEXT_FORM = re.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def _encodable(id_: str) -> str:
    """Raises ValueError if a lone surrogate is stored."""
    id_.encode()
    return id_


def _in_text_form(id_: str) -> str:
    """Raises PydanticCustomError for the other forms of a UUID that Python reads, such as `urn:uuid:…`."""
    if not TEXT_FORM.fullmatch(id_):
        raise PydanticCustomError("malformed", "Send an id that the API returned.")
    return id_


PathId = Annotated[UUID, BeforeValidator(_in_text_form)]
DwippId = Annotated[
    str,
    Field(
        description="a UUIDv7: ids sort by time",
        examples=["0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"],
        json_schema_extra=AS_UUID,
    ),
]
# Cognito's `sub`: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
PersonId = Annotated[
    str,
    AfterValidator(_encodable),
    Field(examples=["3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f"], json_schema_extra=AS_UUID),
]

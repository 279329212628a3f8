"""Ids in responses. They were made as UUIDs; only what JSON cannot hold is refused."""

from typing import Annotated

from pydantic import AfterValidator, Field

__all__ = ["DwippId", "PersonId"]

UUID = {"format": "uuid"}


def _encodable(id_: str) -> str:
    """Raises ValueError if a lone surrogate is stored."""
    id_.encode()
    return id_


DwippId = Annotated[
    str,
    Field(
        description="a UUIDv7: ids sort by time",
        examples=["0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"],
        json_schema_extra=UUID,
    ),
]
# Cognito's `sub`: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
PersonId = Annotated[
    str,
    AfterValidator(_encodable),
    Field(examples=["3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f"], json_schema_extra=UUID),
]

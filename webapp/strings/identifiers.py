"""Ids in responses: strings that were made as UUIDs, so nothing validates them again."""

from typing import Annotated

from pydantic import Field

__all__ = ["DwippId", "PersonId"]

UUID = {"format": "uuid"}

DwippId = Annotated[
    str,
    Field(
        description="a UUIDv7: ids sort by time",
        examples=["0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f"],
        json_schema_extra=UUID,
    ),
]
# Cognito's `sub`: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
PersonId = Annotated[str, Field(examples=["3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f"], json_schema_extra=UUID)]

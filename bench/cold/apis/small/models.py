"""Requests and answers like the platform's."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Author", "Dwipp", "DwippPage", "DwippText", "Health", "Viewer"]


class Health(BaseModel):
    status: str


class DwippText(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=280)]


class Author(BaseModel):
    id: str
    display_name: str


class Viewer(BaseModel):
    upvoted: bool
    favorited: bool
    is_author: bool


class Dwipp(BaseModel):
    id: str
    text: str
    author: Author
    created_at: datetime
    edited_at: datetime | None
    version: int
    upvotes: int
    favorites: int
    viewer: Viewer


class DwippPage(BaseModel):
    items: list[Dwipp]
    next_cursor: str | None

"""Requests and responses with Dwipps."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from webapp.accounts.storage import LONGEST_NAME
from webapp.dwipps.ids import made_at
from webapp.dwipps.views import Seen
from webapp.pages.cursors import Page
from webapp.pages.malformed import shown_or_none
from webapp.strings.identifiers import DwippId, PersonId
from webapp.strings.text import PARAGRAPHS, paragraphs
from webapp.strings.types import Written

__all__ = ["Author", "Dwipp", "DwippPage", "DwippText", "Viewer", "dwipp_from", "page_from"]

LONGEST_TEXT = 280  # characters

Text = Annotated[
    str,
    Written(PARAGRAPHS, longest=LONGEST_TEXT, form=paragraphs),
    Field(
        description=(
            "Unicode characters, counted after trimming and composing (NFC); at least one is visible,"
            " and none overrides the direction of text (U+202D, U+202E)"
        ),
        examples=["Water is just wet air."],
    ),
]


class DwippText(BaseModel):
    """What a person writes."""

    model_config = ConfigDict(extra="forbid")

    text: Text


class Author(BaseModel):
    """The author, by the current display name; a new name appears within seconds."""

    id: PersonId
    display_name: str = Field(examples=["Ada"])


class Viewer(BaseModel):
    """The caller's relation to the Dwipp."""

    upvoted: bool = Field(examples=[True])
    favorited: bool = Field(examples=[False])
    is_author: bool = Field(examples=[False])


class Dwipp(BaseModel):
    """A shower thought."""

    id: DwippId
    text: str = Field(examples=["Water is just wet air."])
    author: Author
    created_at: datetime = Field(examples=["2026-11-24T12:00:00Z"])
    edited_at: AwareDatetime | None = Field(examples=[None])
    version: int = Field(description="starts at 1, and grows with each edit", examples=[1])
    upvotes: int = Field(examples=[7])
    favorites: int = Field(examples=[3])
    viewer: Viewer


class DwippPage(BaseModel):
    """A page of a list, newest first. It may be shorter than `limit` before the list ends."""

    items: list[Dwipp]
    next_cursor: str | None = Field(
        description="for the next page; null at the end", examples=["IjAxOTlmM2EyLTdjMWUi:1tq:x"]
    )


def dwipp_from(seen: Seen) -> Dwipp | None:
    """Returns the Dwipp as the API shows it, or None if the stored item is malformed."""
    return shown_or_none(_dwipp, seen)


def page_from(page: Page[Seen]) -> DwippPage:
    """Returns the page as the API shows it."""
    return DwippPage(items=list(filter(None, map(dwipp_from, page.items))), next_cursor=page.next_cursor)


def _dwipp(seen: Seen) -> Dwipp:
    item = seen.item
    dwipp = Dwipp(
        id=item.id,
        text=item.text,
        author=Author(id=item.author_id, display_name=item.author_name),
        created_at=made_at(item.id),
        edited_at=None if item.edited_at is None else datetime.fromisoformat(item.edited_at),
        version=item.version,
        upvotes=item.upvotes,
        favorites=item.favorites,
        viewer=Viewer(upvoted=seen.upvoted, favorited=seen.favorited, is_author=seen.is_author),
    )
    if len(dwipp.text) > LONGEST_TEXT or len(dwipp.author.display_name) > LONGEST_NAME:
        raise ValueError  # a page of these could be larger than Lambda's 6 MB
    return dwipp

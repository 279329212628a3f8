"""Answers about reactions."""

from pydantic import BaseModel, Field

from webapp.pages.cursors import Page
from webapp.reactions.service import Person
from webapp.strings.identifiers import PersonId

__all__ = ["Favoriter", "FavoriterPage", "favoriters_from"]


class Favoriter(BaseModel):
    """Somebody who favorited a Dwipp, by the name they have now."""

    id: PersonId
    display_name: str = Field(examples=["Ada"])


class FavoriterPage(BaseModel):
    """A part of the list of people, in the order of their ids."""

    items: list[Favoriter]
    next_cursor: str | None = Field(
        description="for the next part; null at the end", examples=["IjNjNmUwYjhhIg:1tq:x"]
    )


def favoriters_from(page: Page[Person]) -> FavoriterPage:
    """People as the API tells them."""
    people = [Favoriter(id=person.id, display_name=person.display_name) for person in page.items]
    return FavoriterPage(items=people, next_cursor=page.next_cursor)

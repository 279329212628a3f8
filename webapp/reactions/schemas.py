"""Responses about reactions."""

from pydantic import BaseModel, Field

from webapp.pages.cursors import Page
from webapp.pages.malformed import shown_or_none
from webapp.reactions.service import Person
from webapp.strings.identifiers import PersonId

__all__ = ["Favoriter", "FavoriterPage", "favoriters_from"]


class Favoriter(BaseModel):
    """A person who favorited a Dwipp, by the current name."""

    id: PersonId
    display_name: str = Field(examples=["Ada"])


class FavoriterPage(BaseModel):
    """A page of people, sorted by id."""

    items: list[Favoriter]
    next_cursor: str | None = Field(
        description="for the next page; null at the end", examples=["IjNjNmUwYjhhIg:1tq:x"]
    )


def favoriters_from(page: Page[Person]) -> FavoriterPage:
    """Returns the page as the API shows it."""
    people = [shown_or_none(_favoriter, person) for person in page.items]
    return FavoriterPage(items=list(filter(None, people)), next_cursor=page.next_cursor)


def _favoriter(person: Person) -> Favoriter:
    return Favoriter(id=person.id, display_name=person.display_name)

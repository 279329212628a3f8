"""Writes and reads Dwipps for tests."""

from typing import Any

from tests.webapp.events import call

__all__ = ["SOMEBODY", "pages", "write"]

SOMEBODY = "3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f"  # whose id is in a path


def write(text: str = "Water is just wet air.", as_: str = "ada") -> dict[str, Any]:
    """Writes a Dwipp and returns the response to its author."""
    answer = call("POST", "/dwipps", {"text": text}, as_=as_)
    assert answer.status == 201, answer
    return dict(answer.body)


def pages(path: str, limit: int, as_: str = "ada") -> list[list[str]]:
    """Returns the ids of every page of a list."""
    found, query = [], f"limit={limit}"
    while True:
        page = call("GET", path, query=query, as_=as_).body
        found.append([item["id"] for item in page["items"]])
        if page["next_cursor"] is None:
            return found
        query = f"limit={limit}&cursor={page['next_cursor']}"

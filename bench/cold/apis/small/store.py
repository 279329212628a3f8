"""Dwipps in memory: a feed of a hundred, newest first."""

import os
import time
from collections import deque
from itertools import islice
from typing import Any

__all__ = ["add", "page", "upvote"]

Row = dict[str, Any]

THOUGHT = (
    "Nobody has ever seen their own face, only pictures and reflections of it; mirrors are polite liars."
)
VIEWER = "3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f"


def page(limit: int) -> Row:
    """Returns the newest Dwipps."""
    return {"items": list(islice(_feed, limit)), "next_cursor": _feed[limit - 1]["id"]}


def add(text: str) -> Row:
    """Adds a Dwipp of the viewer."""
    row = _row(os.urandom(16).hex(), text, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    _feed.appendleft(row)
    return row


def upvote(id: str) -> Row | None:
    """Returns the Dwipp after the upvote, or None if there is none."""
    for row in _feed:
        if row["id"] == id:
            row["upvotes"] += 1
            row["viewer"]["upvoted"] = True
            return row
    return None


def _row(id: str, text: str, created_at: str) -> Row:
    return {
        "id": id,
        "text": text,
        "author": {"id": VIEWER, "display_name": "Ada"},
        "created_at": created_at,
        "edited_at": None,
        "version": 1,
        "upvotes": 7,
        "favorites": 3,
        "viewer": {"upvoted": False, "favorited": False, "is_author": True},
    }


_feed = deque(
    (_row(f"{number:032x}", THOUGHT, f"2026-11-24T12:{number % 60:02}:00Z") for number in range(100)),
    maxlen=100,
)

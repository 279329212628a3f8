"""Checks that the small APIs give equal answers before they are measured."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace

from bench.cold.events import CREATE, FEED, HEALTH, UPVOTE, ApiRequest
from bench.cold.functions import MeasuredFunction

__all__ = ["conform"]

PAGE = 25
REFUSED = (400, 422)
BAD: Sequence[ApiRequest] = (
    replace(FEED, query="limit=abc"),
    replace(FEED, query="limit=0"),
    replace(CREATE, body="{"),
    replace(CREATE, body=json.dumps({"text": ""})),
    replace(CREATE, body=json.dumps({"text": 7})),
    replace(CREATE, body=json.dumps({"text": "x", "more": 1})),
)


def conform(function: MeasuredFunction) -> None:
    """Exits if an answer is wrong."""
    with function.process() as api:
        health, page, created, upvoted, *refused = (
            api.ask([function.event(asked)]) for asked in (HEALTH, FEED, CREATE, UPVOTE, *BAD)
        )
    found = {
        "health": (health.status, health.body) == (200, {"status": "ok"}),
        "feed": page.status == 200 and len(page.body["items"]) == PAGE,
        "create": created.status == 201 and created.body["text"] == json.loads(CREATE.body)["text"],
        "upvote": upvoted.status == 200 and upvoted.body["viewer"]["upvoted"],
        **{f"bad {asked}": one.status in REFUSED for asked, one in zip(BAD, refused, strict=True)},
    }
    if wrong := [name for name, is_right in found.items() if not is_right]:
        sys.exit(f"{function.name} answers differently: {wrong}")

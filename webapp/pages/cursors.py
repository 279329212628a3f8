"""Pages and cursors. A cursor is the last id of a page, signed for one list and one caller."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.signing import BadSignature, Signer

from webapp.aws.parameters import secret, secret_if_any
from webapp.environment import environment

__all__ = ["Asked", "Cursors", "InvalidCursorError", "Look", "Page"]

FILL_SECONDS = 12  # then the page is returned as it is; a request begins no call after 20 s
GROWTH, MOST = 4, 4_000  # each look reads GROWTH times as many items as the one before, at most MOST

Item = TypeVar("Item")
Shown = TypeVar("Shown")
# look(after, limit) returns limit + 1 items after an id, and the visible ones of the first `limit`. The extra item
# shows whether there is a next page. Items of people who left are not visible.
Look = Callable[[str | None, int], tuple[Sequence[Item], Sequence[Shown]]]


class InvalidCursorError(Exception):
    """The cursor was not made for this list and this caller."""


@dataclass(frozen=True)
class Asked:
    """The page that a caller asks for."""

    limit: int
    cursor: str | None


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A page of a list, and the cursor of the next one; None at the end."""

    items: Sequence[Item]
    next_cursor: str | None


class Cursors:
    """Cursors of one list for one caller."""

    def __init__(self, list_name: str, user_id: str) -> None:
        self._salt = f"{list_name}:{user_id}"

    def beyond(self, asked: Asked) -> str | None:
        """Returns the id after which the page begins; None for the first page. Raises InvalidCursorError."""
        return None if asked.cursor is None else self._read(asked.cursor)

    def filled(
        self,
        asked: Asked,
        look: Look[Item, Shown],
        id_of: Callable[[Item], str],
        id_of_shown: Callable[[Shown], str],
    ) -> Page[Shown]:
        """Returns the page. Hidden items are replaced by later ones. Raises InvalidCursorError.

        It is shorter than the limit at the end of the list, or if the time is up; the next page then continues.
        """
        beyond, limit, ends = self.beyond(asked), asked.limit, time.monotonic() + FILL_SECONDS
        shown: list[Shown] = []
        while True:
            items, found = look(beyond, limit)
            shown += found
            more = len(items) > limit
            if len(shown) > asked.limit:
                return self._page(shown[: asked.limit], id_of_shown(shown[asked.limit - 1]))
            if not more:
                return Page(shown, None)
            beyond = id_of(items[limit - 1])
            if len(shown) == asked.limit or time.monotonic() > ends:
                return self._page(shown, beyond)
            limit = min(GROWTH * limit, MOST)

    def _page(self, shown: Sequence[Shown], last_id: str) -> Page[Shown]:
        return Page(shown, self._signer(next(_keys())).sign_object(last_id))

    def _read(self, cursor: str) -> str:
        for key in _keys():
            with suppress(BadSignature, ValueError):
                last_id: str = self._signer(key).unsign_object(cursor)
                return last_id
        raise InvalidCursorError

    def _signer(self, key: str) -> Signer:
        return Signer(key=key, salt=self._salt, fallback_keys=[])


def _keys() -> Iterator[str]:
    """The key that signs, then those of the rotations before and after, each read when the others did not fit.

    The one before is gone for a version of the function that still runs after a rotation.
    """
    signing, *others = environment().cursor_key_parameters
    yield secret(signing)
    yield from filter(None, map(secret_if_any, others))

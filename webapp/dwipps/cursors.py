"""Pages and cursors: the last id of a page, signed, and bound to the list and the caller that it was made for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.signing import BadSignature, Signer

from webapp.dwipps.errors import InvalidCursorError
from webapp.environment import environment
from webapp.parameters import secret

__all__ = ["Asked", "Cursors", "Page"]

Item = TypeVar("Item")


@dataclass(frozen=True)
class Asked:
    """What part of a list a caller asks for."""

    limit: int
    cursor: str | None

    @property
    def count(self) -> int:
        """How many to read."""
        return self.limit + 1


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A part of a list, and the cursor of the next part; None at the end."""

    items: Sequence[Item]
    next_cursor: str | None


class Cursors:
    """The cursors of one list for one caller."""

    def __init__(self, list_name: str, user_id: str) -> None:
        self._salt = f"{list_name}:{user_id}"

    def beyond(self, asked: Asked) -> str | None:
        """The id beyond which the asked part begins; None for the beginning. InvalidCursorError."""
        return None if asked.cursor is None else self._read(asked.cursor)

    def page(self, asked: Asked, found: Sequence[Item], id_of: Callable[[Item], str]) -> Page[Item]:
        """The asked part, of one item more than were asked for: it tells whether there is a next part."""
        items, more = found[: asked.limit], len(found) > asked.limit
        return Page(items, self._signer().sign_object(id_of(items[-1])) if more else None)

    def _read(self, cursor: str) -> str:
        try:
            last_id: str = self._signer().unsign_object(cursor)
        except (BadSignature, ValueError) as error:
            raise InvalidCursorError from error
        return last_id

    def _signer(self) -> Signer:
        key = secret(environment().cursor_key_parameter)
        return Signer(key=key, salt=self._salt, fallback_keys=[])

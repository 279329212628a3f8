"""Use cases of Dwipps."""

import secrets
from datetime import UTC, datetime

from webapp.accounts.errors import NameChangedError
from webapp.accounts.storage import ProfileStorage, shown_name
from webapp.aws.backoff import pauses
from webapp.aws.transactions import Part, transact
from webapp.dwipps.errors import (
    ChangeRefusedError,
    DwippChangedError,
    DwippNotFoundError,
    KeyUsedError,
    NotTheAuthorError,
)
from webapp.dwipps.idempotency import Idempotency
from webapp.dwipps.ids import new_id
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.dwipps.versions import Versions
from webapp.dwipps.views import Seen, Views
from webapp.environment import environment
from webapp.http.callers import Caller

__all__ = ["Dwipps"]


class Dwipps:
    """Creates, reads, edits and deletes Dwipps."""

    def __init__(
        self, storage: DwippStorage, keys: Idempotency, profiles: ProfileStorage, views: Views
    ) -> None:
        self._storage = storage
        self._keys = keys
        self._profiles = profiles
        self._views = views

    def create(self, caller: Caller, text: str, key: str | None) -> Seen:
        """Creates one Dwipp; a retry with the same key creates no other. Raises KeyReusedError, SessionEndedError.

        It is tried again if the author's name changes meanwhile, and over a malformed record of the key.
        """
        overwrite = False
        for _ in pauses():
            name = self._profiles.display_name(caller.user_id)
            new = DwippItem(
                new_id(),
                shard=secrets.randbelow(environment().feed_shards),
                author_id=caller.user_id,
                author_name=shown_name(name),
                text=text,
            )
            item: DwippItem | None = new
            try:
                transact(*self._creation(new, name, key, overwrite=overwrite))
            except NameChangedError:
                continue
            except KeyUsedError:
                item = self._keys.answered(caller.user_id, str(key), text)
            if item:
                return Seen(item, upvoted=False, favorited=False, is_author=True)
            overwrite = True
        raise AssertionError  # unreachable: the pauses have no end

    def get(self, caller: Caller, dwipp_id: str) -> Seen:
        """Returns the Dwipp as the caller sees it. Raises DwippNotFoundError."""
        seen = self._views.of_one(caller, self._storage.get(dwipp_id))
        if seen is None:
            raise DwippNotFoundError
        return seen

    def edit(self, caller: Caller, dwipp_id: str, text: str, versions: Versions) -> Seen:
        """Edits the Dwipp if it has one of these versions. A retry of a finished edit succeeds.

        Raises DwippNotFoundError, NotTheAuthorError, DwippChangedError.
        https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
        """
        changes = [
            DwippItem.text.set(text),
            DwippItem.edited_at.set(datetime.now(UTC).isoformat(timespec="milliseconds")),
            DwippItem.version.add(1),
        ]
        try:
            transact(self._storage.edited(dwipp_id, caller.user_id, changes, versions))
        except ChangeRefusedError:
            found = self._theirs(caller, dwipp_id)
            if found.item.text != text or found.item.version not in versions.after_the_change:
                raise DwippChangedError from None
            return found
        return self.get(caller, dwipp_id)

    def delete(self, caller: Caller, dwipp_id: str, versions: Versions) -> None:
        """Deletes the Dwipp if it has one of these versions. A job deletes the reactions to it.

        Raises DwippNotFoundError, NotTheAuthorError, DwippChangedError.
        """
        try:
            transact(self._storage.deleted(dwipp_id, caller.user_id, versions))
        except ChangeRefusedError:
            self._theirs(caller, dwipp_id)
            raise DwippChangedError from None

    def _creation(self, item: DwippItem, name: str, key: str | None, *, overwrite: bool) -> list[Part]:
        first_use = [self._keys.first_use(key, item, overwrite=overwrite)] if key else []
        return [
            *first_use,
            self._profiles.still_named(item.author_id, name),
            self._storage.written(item),
        ]

    def _theirs(self, caller: Caller, dwipp_id: str) -> Seen:
        seen = self.get(caller, dwipp_id)
        if not seen.is_author:
            raise NotTheAuthorError
        return seen

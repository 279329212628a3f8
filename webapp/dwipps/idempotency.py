"""Remembers creates with an `Idempotency-Key` for a day, one item per person and key."""

import time
from hashlib import sha256

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from webapp.accounts.storage import shown_name
from webapp.aws.tables import IntegerAttribute, Table, TableMeta, TextAttribute
from webapp.aws.transactions import Part, put
from webapp.dwipps.errors import KeyReusedError, KeyUsedError
from webapp.dwipps.ids import is_id
from webapp.dwipps.storage import DwippItem
from webapp.environment import environment

__all__ = ["Idempotency", "IdempotencyItem"]

KEPT_SECONDS = 24 * 60 * 60


class IdempotencyItem(Table):
    """The result of a create with an `Idempotency-Key`."""

    class Meta(TableMeta):
        table_name = environment().idempotency_table

    author_id = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    fingerprint = UnicodeAttribute()  # of the text
    dwipp_id = UnicodeAttribute()
    author_name = TextAttribute()
    expires_at = IntegerAttribute()

    @property
    def is_whole(self) -> bool:
        """Returns whether the record can answer a retry, and expires."""
        required = (self.fingerprint, self.author_name, self.expires_at)
        return None not in required and is_id(self.dwipp_id)


class Idempotency:
    """Keys of creates."""

    def first_use(self, key: str, dwipp: DwippItem, *, overwrite: bool) -> Part:
        """Returns the write of a new key, or of one that is a day old. Refused with KeyUsedError.

        `overwrite` replaces any record of the key.
        """
        now = int(time.time())
        item = IdempotencyItem(
            dwipp.author_id,
            key,
            fingerprint=_fingerprint(dwipp.text),
            dwipp_id=dwipp.id,
            author_name=dwipp.author_name,
            expires_at=now + KEPT_SECONDS,
        )
        unused = IdempotencyItem.author_id.does_not_exist() | (IdempotencyItem.expires_at <= now)
        return put(item, None if overwrite else unused, KeyUsedError)

    def answered(self, author_id: str, key: str, text: str) -> DwippItem | None:
        """Returns the Dwipp that the first use of a key created, or None if there is no record or a malformed one.

        Raises KeyReusedError if its text was another.
        """
        try:
            item = IdempotencyItem.get(author_id, key, consistent_read=True)
        except DoesNotExist:  # has expired a moment ago
            return None
        if not item.is_whole:
            return None
        if item.fingerprint != _fingerprint(text):
            raise KeyReusedError
        return DwippItem(
            item.dwipp_id, author_id=author_id, author_name=shown_name(item.author_name), text=text
        )


def _fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()

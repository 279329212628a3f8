"""Dwipps in DynamoDB. The cost of every read is independent of the size of the tables."""

from collections.abc import Collection, Sequence

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from webapp.aws.errors import is_condition_not_met
from webapp.aws.tables import IntegerAttribute, Table, TableMeta, TextAttribute
from webapp.aws.transactions import Part, delete, put, until_settled, update
from webapp.dwipps.errors import ChangeRefusedError, DwippNotFoundError
from webapp.dwipps.versions import Versions
from webapp.environment import environment

__all__ = ["DwippItem", "DwippStorage"]

# IN's limit: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
MOST_OPERANDS = 100
SKIPPED_AT_ONCE = 1_000  # about 300 kB of the 1 MB that a query reads at most


class FeedIndex(GlobalSecondaryIndex["DwippItem"]):
    """Everyone's Dwipps, one partition per shard."""

    class Meta:
        index_name = "feed"
        projection = AllProjection()

    shard = IntegerAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)


class ByAuthor(GlobalSecondaryIndex["DwippItem"]):
    """One person's Dwipps."""

    class Meta:
        index_name = "by_author"
        projection = AllProjection()

    author_id = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)


class DwippItem(Table):
    """A Dwipp, with its author's name, its counters and its version."""

    class Meta(TableMeta):
        table_name = environment().dwipps_table

    id = UnicodeAttribute(hash_key=True)
    shard = IntegerAttribute()
    author_id = UnicodeAttribute()
    author_name = TextAttribute()
    text = TextAttribute()
    edited_at = UnicodeAttribute(null=True)
    version = IntegerAttribute(default_for_new=1)
    upvotes = IntegerAttribute(default_for_new=0)
    favorites = IntegerAttribute(default_for_new=0)
    feed = FeedIndex()
    by_author = ByAuthor()


class DwippStorage:
    """Reads, and the parts of transactions."""

    def get(self, dwipp_id: str) -> DwippItem:
        """Returns a Dwipp by a consistent read. Raises DwippNotFoundError."""
        try:
            return DwippItem.get(dwipp_id, consistent_read=True)
        except DoesNotExist:
            raise DwippNotFoundError from None

    def those(self, dwipp_ids: Sequence[str]) -> Sequence[DwippItem]:
        """Returns those of these Dwipps that exist, in the same order."""
        found = {item.id: item for item in DwippItem.batch_get(dwipp_ids)}
        return [found[dwipp_id] for dwipp_id in dwipp_ids if dwipp_id in found]

    def of_shard(
        self, shard: int, before: str | None, count: int, hidden: Collection[str] = ()
    ) -> Sequence[DwippItem]:
        """Returns the newest Dwipps of one shard below an id, without those of hidden authors.

        DynamoDB filters out the first 100 hidden authors itself.
        """
        below = DwippItem.id < before if before else None
        shown = ~DwippItem.author_id.is_in(*sorted(hidden)[:MOST_OPERANDS]) if hidden else None
        at_once = SKIPPED_AT_ONCE if hidden else count
        found = DwippItem.feed.query(
            shard, below, shown, limit=count, page_size=at_once, scan_index_forward=False
        )
        return list(found)

    def of_author(self, author_id: str, before: str | None, count: int) -> Sequence[DwippItem]:
        """Returns one person's newest Dwipps below an id."""
        below = DwippItem.id < before if before else None
        found = DwippItem.by_author.query(
            author_id, below, limit=count, page_size=count, scan_index_forward=False
        )
        return list(found)

    def forget(self, items: Sequence[DwippItem]) -> None:
        """Deletes Dwipps whose author has left."""
        with DwippItem.batch_write() as batch:
            for item in items:
                batch.delete(item)

    def rename_author(self, dwipp_id: str, name: str) -> None:
        """Writes the author's current name if the Dwipp still exists."""
        item, there = DwippItem(dwipp_id), DwippItem.id.exists()
        try:
            until_settled(lambda: item.update([DwippItem.author_name.set(name)], there))
        except UpdateError as error:
            if not is_condition_not_met(error):
                raise

    @staticmethod
    def counted(dwipp_id: str, counter: IntegerAttribute, more: int) -> Part:
        """Returns the change of a Dwipp's counter. Refused with DwippNotFoundError."""
        countable = DwippItem.id.exists() & counter.can_change()
        return update(DwippItem(dwipp_id), [counter.add(more)], countable, DwippNotFoundError)

    @staticmethod
    def written(item: DwippItem) -> Part:
        return put(item, DwippItem.id.does_not_exist(), ChangeRefusedError)

    @staticmethod
    def edited(dwipp_id: str, author_id: str, changes: Sequence[Action], versions: Versions) -> Part:
        """Returns an edit of this author's Dwipp at one of these versions. Refused with ChangeRefusedError."""
        found = _found(author_id, versions) & DwippItem.version.can_change()
        return update(DwippItem(dwipp_id), changes, found, ChangeRefusedError)

    @staticmethod
    def deleted(dwipp_id: str, author_id: str, versions: Versions) -> Part:
        """Returns a delete of this author's Dwipp at one of these versions. Refused with ChangeRefusedError."""
        return delete(DwippItem(dwipp_id), _found(author_id, versions), ChangeRefusedError)


def _found(author_id: str, versions: Versions) -> Condition:
    condition: Condition = DwippItem.author_id == author_id
    if versions.among is not None:
        condition &= DwippItem.version.is_in(*versions.among)
    if versions.other_than:
        condition &= ~DwippItem.version.is_in(*versions.other_than)
    return condition

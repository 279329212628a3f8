"""Dwipps and the reactions to them in DynamoDB. Every read here costs the same however large the tables are."""

from collections.abc import Collection, Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from webapp.aws import TableMeta
from webapp.dwipps.errors import DwippNotFoundError
from webapp.environment import environment

__all__ = ["DwippItem", "DwippStorage", "FavoriteItem", "ReactionItem", "UpvoteItem"]


class Feed(GlobalSecondaryIndex["DwippItem"]):
    """Everyone's Dwipps, in as many parts as the stack has shards."""

    class Meta:
        index_name = "feed"
        projection = AllProjection()

    shard = NumberAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)


class ByAuthor(GlobalSecondaryIndex["DwippItem"]):
    """One person's Dwipps."""

    class Meta:
        index_name = "by_author"
        projection = AllProjection()

    author_id = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)


class DwippItem(Model):
    class Meta(TableMeta):
        table_name = environment().dwipps_table

    id = UnicodeAttribute(hash_key=True)
    shard = NumberAttribute()
    author_id = UnicodeAttribute()
    author_name = UnicodeAttribute()
    text = UnicodeAttribute()
    edited_at = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    upvotes = NumberAttribute(default=0)
    favorites = NumberAttribute(default=0)
    feed = Feed()
    by_author = ByAuthor()


class ReactionItem(Model):
    """That one person reacted to one Dwipp."""

    user_id = UnicodeAttribute(hash_key=True)
    dwipp_id = UnicodeAttribute(range_key=True)


class UpvoteItem(ReactionItem):
    class Meta(TableMeta):
        table_name = environment().upvotes_table


class FavoriteItem(ReactionItem):
    class Meta(TableMeta):
        table_name = environment().favorites_table


class DwippStorage:
    """The calls that the service makes."""

    def put(self, item: DwippItem) -> None:
        item.save(DwippItem.id.does_not_exist())

    def get(self, dwipp_id: str) -> DwippItem:
        """DwippNotFoundError."""
        try:
            return DwippItem.get(dwipp_id)
        except DoesNotExist:
            raise DwippNotFoundError from None

    def of_shard(self, shard: int, before: str | None, count: int) -> Sequence[DwippItem]:
        """The newest of one part of the feed, below an id where one is given."""
        below = DwippItem.id < before if before else None
        found = DwippItem.feed.query(shard, below, limit=count, page_size=count, scan_index_forward=False)
        return list(found)

    def of_author(self, author_id: str, before: str | None, count: int) -> Sequence[DwippItem]:
        """The newest of one person, below an id where one is given."""
        below = DwippItem.id < before if before else None
        found = DwippItem.by_author.query(
            author_id, below, limit=count, page_size=count, scan_index_forward=False
        )
        return list(found)

    def reactions_between(
        self, kind: type[ReactionItem], user_id: str, oldest: str, newest: str
    ) -> Collection[str]:
        """The ids, from oldest to newest, that a person reacted to: one read for a whole page of the feed."""
        found = kind.query(user_id, kind.dwipp_id.between(oldest, newest))
        return {item.dwipp_id for item in found}

    def reactions_to(
        self, kind: type[ReactionItem], user_id: str, dwipp_ids: Sequence[str]
    ) -> Collection[str]:
        """Which of these ids a person reacted to: for pages whose Dwipps lie far apart in time."""
        found = kind.batch_get([(user_id, dwipp_id) for dwipp_id in dwipp_ids])
        return {item.dwipp_id for item in found}

"""Upvotes and favorites in DynamoDB, one item per reaction."""

from collections.abc import Collection, Sequence
from typing import Any, Generic, TypeVar

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from webapp.aws.tables import IntegerAttribute, Table, TableMeta
from webapp.aws.transactions import Part, delete, put
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.environment import environment
from webapp.reactions.errors import NothingToChangeError

__all__ = ["FavoriteItem", "ReactionItem", "ReactionStorage", "UpvoteItem", "favorites", "upvotes"]

Item = TypeVar("Item", bound="ReactionItem")


class ByDwipp(GlobalSecondaryIndex[Any]):
    """Who reacted to one Dwipp."""

    class Meta:
        index_name = "by_dwipp"
        projection = KeysOnlyProjection()

    dwipp_id = UnicodeAttribute(hash_key=True)
    user_id = UnicodeAttribute(range_key=True)


class ReactionItem(Table):
    """One person's reaction to one Dwipp."""

    user_id = UnicodeAttribute(hash_key=True)
    dwipp_id = UnicodeAttribute(range_key=True)
    by_dwipp = ByDwipp()


class UpvoteItem(ReactionItem):
    class Meta(TableMeta):
        table_name = environment().upvotes_table


class FavoriteItem(ReactionItem):
    class Meta(TableMeta):
        table_name = environment().favorites_table


class ReactionStorage(Generic[Item]):
    """Reactions of one kind. The Dwipp's counter changes in the same transaction, so it is always exact."""

    def __init__(self, model: type[Item], counter: IntegerAttribute) -> None:
        self._model = model
        self._counter = counter

    def between(self, user_id: str, oldest: str, newest: str, *, consistent: bool = False) -> Collection[str]:
        """Returns the ids between two ids that a person reacted to: one read for a whole page of the feed."""
        ids = self._model.dwipp_id.between(oldest, newest)
        return {item.dwipp_id for item in self._model.query(user_id, ids, consistent_read=consistent)}

    def among(self, user_id: str, dwipp_ids: Sequence[str]) -> Collection[str]:
        """Returns which of these ids a person reacted to."""
        found = self._model.batch_get([(user_id, dwipp_id) for dwipp_id in dwipp_ids])
        return {item.dwipp_id for item in found}

    def of_person(self, user_id: str, before: str | None, count: int) -> Sequence[str]:
        """Returns the newest Dwipps below an id that a person reacted to."""
        below = self._model.dwipp_id < before if before else None
        found = self._model.query(user_id, below, limit=count, page_size=count, scan_index_forward=False)
        return [item.dwipp_id for item in found]

    def of_dwipp(self, dwipp_id: str, after: str | None, count: int) -> Sequence[str]:
        """Returns the ids of people who reacted to a Dwipp, sorted, after one id."""
        beyond = self._model.user_id > after if after else None
        found = self._model.by_dwipp.query(dwipp_id, beyond, limit=count, page_size=count)
        return [item.user_id for item in found]

    def added(self, user_id: str, dwipp_id: str) -> Sequence[Part]:
        """Returns the parts that add and count a reaction. Refused with DwippNotFoundError, NothingToChangeError."""
        new = self._model.user_id.does_not_exist()
        reaction = put(self._model(user_id, dwipp_id), new, NothingToChangeError)
        return DwippStorage.counted(dwipp_id, self._counter, 1), reaction

    def removed(self, user_id: str, dwipp_id: str) -> Sequence[Part]:
        """Returns the parts that remove and count it. Refused with DwippNotFoundError, NothingToChangeError."""
        there = self._model.user_id.exists()
        reaction = delete(self._model(user_id, dwipp_id), there, NothingToChangeError)
        return DwippStorage.counted(dwipp_id, self._counter, -1), reaction

    def forget(self, user_ids: Collection[str], dwipp_id: str) -> None:
        """Deletes reactions to a deleted Dwipp."""
        with self._model.batch_write() as batch:
            for user_id in user_ids:
                batch.delete(self._model(user_id, dwipp_id))


upvotes = ReactionStorage(UpvoteItem, DwippItem.upvotes)
favorites = ReactionStorage(FavoriteItem, DwippItem.favorites)

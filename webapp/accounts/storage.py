"""Profiles, one item a person; of somebody who has left, what keeps their token from writing again."""

import time
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.expressions.update import Action
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from webapp.accounts.errors import NameChangedError, NamelessError, SessionEndedError
from webapp.aws.errors import is_condition_not_met
from webapp.aws.tables import IntegerAttribute, Table, TableMeta, TextAttribute
from webapp.aws.transactions import Part, check, until_settled
from webapp.environment import environment

__all__ = ["ProfileItem", "ProfileStorage"]

LEAVING = "yes"
REMEMBERED_SECONDS = 24 * 60 * 60  # longer than any access token lives


class Leaving(GlobalSecondaryIndex["ProfileItem"]):
    """The few who have left and whose traces are not all removed yet."""

    class Meta:
        index_name = "leaving"
        projection = KeysOnlyProjection()

    leaving = UnicodeAttribute(hash_key=True)
    user_id = UnicodeAttribute(range_key=True)


class ProfileItem(Table):
    """A display name; or, of somebody who has left, when, and no name."""

    class Meta(TableMeta):
        table_name = environment().profiles_table

    user_id = UnicodeAttribute(hash_key=True)
    display_name = TextAttribute(null=True)
    left_at = UnicodeAttribute(null=True)
    leaving = UnicodeAttribute(null=True)  # until all that the person did is removed
    expires_at = IntegerAttribute(null=True)  # Unix seconds
    who_is_leaving = Leaving()


class ProfileStorage:
    """Display names by user id."""

    def get(self, user_id: str) -> ProfileItem | None:
        """As it is after every write that was answered."""
        try:
            return ProfileItem.get(user_id, consistent_read=True)
        except DoesNotExist:
            return None

    def find(self, user_id: str) -> str | None:
        """The display name. SessionEndedError for somebody who has left."""
        item = self.get(user_id)
        if item and item.left_at:
            raise SessionEndedError
        return item.display_name if item else None

    def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        """The names of those who are there."""
        items = ProfileItem.batch_get(user_ids)
        return {item.user_id: item.display_name for item in items if item.display_name}

    def put(self, user_id: str, display_name: str) -> None:
        """SessionEndedError for somebody who has left."""
        item, here = ProfileItem(user_id, display_name=display_name), ProfileItem.left_at.does_not_exist()
        try:
            until_settled(lambda: item.save(here))
        except PutError as error:
            if is_condition_not_met(error):
                raise SessionEndedError from None
            raise

    def leave(self, user_id: str) -> None:
        """From here on nothing can be written in this person's name, and nobody sees what was."""
        item = ProfileItem(user_id, left_at=datetime.now(UTC).isoformat(), leaving=LEAVING)
        until_settled(item.save)

    def leaving(self) -> Collection[str]:
        """Who has left, but not all that they did is removed."""
        return {item.user_id for item in ProfileItem.who_is_leaving.query(LEAVING)}

    def gone(self, user_id: str) -> None:
        """All that this person did is removed; what remains expires with the last of their tokens."""
        expires_at = int(time.time()) + REMEMBERED_SECONDS
        actions: list[Action] = [ProfileItem.leaving.remove(), ProfileItem.expires_at.set(expires_at)]
        until_settled(lambda: ProfileItem(user_id).update(actions, ProfileItem.left_at.exists()))

    @staticmethod
    def named(user_id: str) -> Part:
        """That the person is here, by whatever name; refused with NamelessError."""
        return check(ProfileItem, user_id, ProfileItem.display_name.exists(), NamelessError)

    @staticmethod
    def still_named(user_id: str, name: str) -> Part:
        """That the person is here by this name; refused with NameChangedError."""
        return check(ProfileItem, user_id, ProfileItem.display_name == name, NameChangedError)

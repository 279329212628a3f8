"""Profiles in DynamoDB, one item per person.

A tombstone blocks the writes of people who left, until their tokens expire.
"""

import time
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from webapp.accounts.errors import NameChangedError, NamelessError, SessionEndedError
from webapp.aws.errors import is_condition_not_met
from webapp.aws.tables import IntegerAttribute, Table, TableMeta
from webapp.aws.transactions import Part, check, until_settled
from webapp.environment import environment
from webapp.strings.text import legible

__all__ = ["LONGEST_NAME", "NAMELESS", "ProfileItem", "ProfileStorage", "shown_name"]

LEAVING = "yes"
NAMELESS = "Somebody"
LONGEST_NAME = 50  # characters
REMEMBERED_SECONDS = 24 * 60 * 60  # longer than any access token lives


class Leaving(GlobalSecondaryIndex["ProfileItem"]):
    """People who have left and whose data is not deleted yet."""

    class Meta:
        index_name = "leaving"
        projection = KeysOnlyProjection()

    leaving = UnicodeAttribute(hash_key=True)
    user_id = UnicodeAttribute(range_key=True)


class ProfileItem(Table):
    """A display name and when it was taken; or a tombstone with the time when the person left, and no name.

    One mark of a tombstone suffices to hide a person and to refuse their writes. Their data is deleted only if both
    are there.
    """

    class Meta(TableMeta):
        table_name = environment().profiles_table

    user_id = UnicodeAttribute(hash_key=True)
    display_name = UnicodeAttribute(null=True)  # as it is stored: conditions compare it
    named_at = UnicodeAttribute(null=True)
    left_at = UnicodeAttribute(null=True)
    leaving = UnicodeAttribute(null=True)  # until the person's data is deleted
    expires_at = IntegerAttribute(null=True)
    who_is_leaving = Leaving()

    @property
    def name(self) -> str | None:
        """Returns the display name for people to read, or None."""
        return shown_name(self.display_name) if self.display_name else None

    @property
    def has_left(self) -> bool:
        return bool(self.left_at) or self.leaving == LEAVING

    @classmethod
    def stays(cls) -> Condition:
        """Returns the condition that the person has not left."""
        has_time: Condition = cls.left_at.is_type() & (cls.left_at > "")
        stays: Condition = ~(has_time | (cls.leaving == LEAVING))
        return stays

    @property
    def is_leaving(self) -> bool:
        """Returns whether this is a whole tombstone, of a person whose data is not deleted yet.

        `webapp/changes/records.py` reads the same of a stream's record, without a model.
        """
        return bool(self.left_at) and self.leaving == LEAVING


class ProfileStorage:
    """Display names by user id."""

    def get(self, user_id: str) -> ProfileItem | None:
        """Returns the profile by a consistent read."""
        try:
            return ProfileItem.get(user_id, consistent_read=True)
        except DoesNotExist:
            return None

    def find(self, user_id: str) -> str | None:
        """Returns the display name as it is stored. Raises SessionEndedError if the person has left."""
        item = self.get(user_id)
        if item and item.has_left:
            raise SessionEndedError
        return (item.display_name or None) if item else None

    def display_name(self, user_id: str) -> str:
        """Returns the name as it is stored. Stores a default one on first use. Raises SessionEndedError."""
        found = self.find(user_id)
        if found is None:
            found = NAMELESS
            self.put(user_id, found)
        return found

    def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        """Returns the names of those who have a profile."""
        items = ProfileItem.batch_get(user_ids)
        return {item.user_id: item.name for item in items if item.name and not item.has_left}

    def put(self, user_id: str, display_name: str) -> None:
        """Stores a name. Raises SessionEndedError if the person has left."""
        item = ProfileItem(user_id, display_name=display_name, named_at=datetime.now(UTC).isoformat())
        try:
            until_settled(lambda: item.save(ProfileItem.stays()))
        except PutError as error:
            if is_condition_not_met(error):
                raise SessionEndedError from None
            raise

    def leave(self, user_id: str) -> None:
        """Writes the tombstone: from now on this person can write nothing, and their Dwipps are hidden."""
        item = ProfileItem(user_id, left_at=datetime.now(UTC).isoformat(), leaving=LEAVING)
        until_settled(item.save)

    def leaving(self) -> Collection[str]:
        """Returns who has left and whose data is not deleted yet."""
        return {item.user_id for item in ProfileItem.who_is_leaving.query(LEAVING)}

    def gone(self, user_id: str) -> None:
        """Marks that the person's data is deleted. The tombstone expires after the last of their tokens."""
        expires_at = int(time.time()) + REMEMBERED_SECONDS
        actions: list[Action] = [ProfileItem.leaving.remove(), ProfileItem.expires_at.set(expires_at)]
        until_settled(lambda: ProfileItem(user_id).update(actions, ProfileItem.left_at.exists()))

    @staticmethod
    def named(user_id: str) -> Part:
        """Returns the condition that the person has a profile. Refused with NamelessError."""
        return check(
            ProfileItem, user_id, ProfileItem.display_name.exists() & ProfileItem.stays(), NamelessError
        )

    @staticmethod
    def still_named(user_id: str, name: str) -> Part:
        """Returns the condition that this name is stored. Refused with NameChangedError."""
        same = ProfileItem.display_name == name
        return check(ProfileItem, user_id, same & ProfileItem.stays(), NameChangedError)


def shown_name(stored: str) -> str:
    """Returns a stored name for people to read: valid Unicode, and no longer than the API accepts."""
    return legible(stored[:LONGEST_NAME])

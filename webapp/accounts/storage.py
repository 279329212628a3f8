"""Profiles, one item a person."""

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from webapp.aws import TableMeta
from webapp.environment import environment

__all__ = ["ProfileItem", "ProfileStorage"]


class ProfileItem(Model):
    class Meta(TableMeta):
        table_name = environment().profiles_table

    user_id = UnicodeAttribute(hash_key=True)
    display_name = UnicodeAttribute()


class ProfileStorage:
    """Display names by user id."""

    def find(self, user_id: str) -> str | None:
        try:
            return ProfileItem.get(user_id).display_name
        except DoesNotExist:
            return None

    def put(self, user_id: str, display_name: str) -> None:
        ProfileItem(user_id, display_name=display_name).save()

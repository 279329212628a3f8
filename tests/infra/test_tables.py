"""The platform's tables are the ones that the app reads and writes."""

import pytest
from pynamodb.models import Model

from infra.tables import TABLES
from webapp.accounts.storage import ProfileItem
from webapp.dwipps.idempotency import IdempotencyItem
from webapp.dwipps.storage import DwippItem
from webapp.reactions.storage import FavoriteItem, UpvoteItem


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("profiles", ProfileItem),
        ("dwipps", DwippItem),
        ("upvotes", UpvoteItem),
        ("favorites", FavoriteItem),
        ("idempotency", IdempotencyItem),
    ],
)
def test_a_models_keys_are_its_tables_keys(name: str, model: type[Model]) -> None:
    shape, attributes = TABLES[name], model.get_attributes()
    hash_key = next(key for key, attribute in attributes.items() if attribute.is_hash_key)
    range_key = next((key for key, attribute in attributes.items() if attribute.is_range_key), None)

    assert (hash_key, range_key) == (shape.hash_key, shape.range_key)


def test_the_indexes_of_the_dwipps_are_what_the_app_queries() -> None:
    indexes = {index.name: index.hash_key for index in TABLES["dwipps"].indexes}

    for index in (DwippItem.feed, DwippItem.by_author):
        assert indexes[index.Meta.index_name] == index._hash_key_attribute().attr_name  # type: ignore[no-untyped-call]

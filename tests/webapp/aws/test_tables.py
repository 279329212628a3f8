"""Items are read as PynamoDB itself would read them."""

from collections.abc import Mapping
from typing import Any

import pytest
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from webapp.aws.tables import IntegerAttribute, Table
from webapp.contract.tables import models
from webapp.dwipps.storage import DwippItem


def of_pynamodb(kind: type[Table], data: Mapping[str, Any]) -> Model:
    made: Model = vars(Model)["from_raw_data"].__func__(kind, data)
    return made


def stored(kind: type[Table], *, optional: bool) -> Mapping[str, Any]:
    return {
        attribute.attr_name: {attribute.attr_type: "7"}
        for attribute in kind.get_attributes().values()
        if optional or not attribute.null
    }


@pytest.mark.parametrize("kind", models().values())
@pytest.mark.parametrize("optional", [True, False])
def test_a_loaded_item_has_all_stored_attributes(kind: type[Table], optional: bool) -> None:
    data = stored(kind, optional=optional)

    assert vars(kind.from_raw_data(data)) == vars(of_pynamodb(kind, data))


@pytest.mark.parametrize("kind", models().values())
def test_unknown_attributes_of_a_later_version_are_ignored(kind: type[Table]) -> None:
    data = {**stored(kind, optional=True), "of_a_later_version": {"S": "7"}}

    assert vars(kind.from_raw_data(data)) == vars(of_pynamodb(kind, data))


class WithCounter(Table):
    """A model to which a counter was added later."""

    id = UnicodeAttribute(hash_key=True)
    replies = IntegerAttribute(default=0)


def test_an_item_that_lacks_an_attribute_has_its_default() -> None:
    assert WithCounter.from_raw_data({"id": {"S": "7"}}).replies == 0


def test_a_loaded_item_can_be_changed() -> None:
    item = DwippItem.from_raw_data(stored(DwippItem, optional=False))

    item.text = "Changed."

    assert item.to_simple_dict()["text"] == "Changed."

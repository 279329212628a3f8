"""The program's tables match the app's models."""

import pytest
from pynamodb.attributes import Attribute

from infra.tables import TABLES
from tests.models import MODELS
from webapp.aws.tables import Table


def test_each_table_has_a_model() -> None:
    assert MODELS.keys() == TABLES.keys()


@pytest.mark.parametrize(("name", "model"), MODELS.items())
def test_a_models_keys_are_its_tables_keys(name: str, model: type[Table]) -> None:
    shape, attributes = TABLES[name], model.get_attributes()
    hash_key = next(key for key, attribute in attributes.items() if attribute.is_hash_key)
    range_key = next((key for key, attribute in attributes.items() if attribute.is_range_key), None)

    assert (hash_key, range_key) == (shape.hash_key, shape.range_key)


@pytest.mark.parametrize(("name", "model"), MODELS.items())
def test_a_model_queries_indexes_that_its_table_has(name: str, model: type[Table]) -> None:
    indexes = {index.name: {index.hash_key, index.range_key} for index in TABLES[name].indexes}

    for index in model._indexes.values():
        keys = {one.attr_name for one in vars(type(index)).values() if isinstance(one, Attribute)}
        assert indexes[index.Meta.index_name] == keys

"""The program's tables match the app's models and the architecture's list of them."""

import re
from pathlib import Path

import pytest
from pynamodb.attributes import Attribute

from infra.tables import TABLES
from tests.models import MODELS
from webapp.aws.tables import Table

ARCHITECTURE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"


def test_each_table_has_a_model() -> None:
    assert MODELS.keys() == TABLES.keys(), "infra/tables.py lists other tables than the models of webapp/"


@pytest.mark.parametrize(("name", "model"), MODELS.items())
def test_a_models_keys_are_its_tables_keys(name: str, model: type[Table]) -> None:
    shape, attributes = TABLES[name], model.get_attributes()
    hash_key = next(key for key, attribute in attributes.items() if attribute.is_hash_key)
    range_key = next((key for key, attribute in attributes.items() if attribute.is_range_key), None)

    assert (hash_key, range_key) == (shape.hash_key, shape.range_key)


@pytest.mark.parametrize(("name", "model"), MODELS.items())
def test_a_model_has_the_indexes_of_its_table_with_their_keys_and_projections(
    name: str, model: type[Table]
) -> None:
    of_the_table = {
        index.name: ({index.hash_key, index.range_key}, "KEYS_ONLY" if index.keys_only else "ALL")
        for index in TABLES[name].indexes
    }
    of_the_model = {
        index.Meta.index_name: (
            {one.attr_name for one in vars(type(index)).values() if isinstance(one, Attribute)},
            index.Meta.projection.projection_type,
        )
        for index in model._indexes.values()
    }

    assert of_the_model == of_the_table, f"{model.__name__} and infra/tables.py differ"


def test_the_architecture_describes_each_table_with_its_indexes() -> None:
    _, _, data = ARCHITECTURE.read_text(encoding="utf-8").partition("\n## The data\n")
    described = {
        name: set(re.findall(r"`(\w+)`:", indexes))
        for names, indexes in re.findall(r"^\| ([a-z, ]+) \|[^|]*\|([^|]*)\|", data, re.MULTILINE)
        for name in names.split(", ")
    }

    assert described == {name: {index.name for index in shape.indexes} for name, shape in TABLES.items()}, (
        "list the table in docs/architecture.md, The data"
    )

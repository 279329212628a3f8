"""tables.json describes the tables of the models, and refuses a model that stored items do not fit."""

import json
from collections.abc import Iterator

import pytest

from webapp.aws.tables import IntegerAttribute
from webapp.contract.tables import FILE, tables
from webapp.dwipps.storage import DwippItem


@pytest.fixture(params=[{}, {"default_for_new": 0}, {"default": 0}, {"null": True}], ids=str)
def options(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """Adds an attribute with these options to the model of a Dwipp."""
    one = IntegerAttribute(attr_name="replies", **request.param)
    with monkeypatch.context() as patch:
        patch.setitem(DwippItem.get_attributes(), "replies", one)
        yield request.param


def test_the_committed_description_is_the_models() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == tables(), "write it with `make openapi`"


def test_an_attribute_that_stored_items_lack_is_refused_without_a_default(options: dict[str, object]) -> None:
    if options.keys() & {"default", "null"}:
        assert tables()["dwipps"]["stored"].keys() == json.loads(FILE.read_text())["dwipps"]["stored"].keys()
    else:
        with pytest.raises(SystemExit, match="stored items lack replies of DwippItem: give it `default=`"):
            tables()

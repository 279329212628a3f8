"""This release reads, shows and changes the items that the first release stored."""

import boto3
import pytest

from tests.webapp.dwipps.dwipps import SOMEBODY
from tests.webapp.events import call
from tests.webapp.oldest_items import DWIPP, OLDEST
from webapp.aws.tables import Table
from webapp.contract.tables import models


@pytest.mark.parametrize(("name", "model"), models().items())
def test_an_oldest_item_has_a_value_for_every_required_attribute(name: str, model: type[Table]) -> None:
    item = model.from_raw_data(OLDEST[name])

    missing = [
        key
        for key, attribute in model.get_attributes().items()
        if not attribute.null and getattr(item, key) is None
    ]

    assert missing == [], f"{model.__name__}: give these attributes `default=`"


@pytest.mark.usefixtures("aws")
def test_an_oldest_dwipp_is_listed_edited_and_reacted_to() -> None:
    client = boto3.client("dynamodb", region_name="eu-west-1")
    for table, item in OLDEST.items():
        client.put_item(TableName=table, Item=item)

    listed = call("GET", "/dwipps", as_=SOMEBODY).body["items"]
    edited = call("PATCH", f"/dwipps/{DWIPP}", {"text": "Air is dry water."}, as_=SOMEBODY)
    changed = [
        call("POST", f"/dwipps/{DWIPP}/{kind}", as_=SOMEBODY).body[f"{kind}s"]
        for kind in ("upvote", "favorite")
    ]

    assert [one["id"] for one in listed] == [DWIPP]
    assert (edited.body["text"], changed) == ("Air is dry water.", [0, 0])

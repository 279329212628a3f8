"""A change of one index changes no other index."""

from typing import Any

from tests.engine.stack import EngineStack

TAKEN = """\
      {
        "name": "by_author",
        "hash_key": "author_id",
        "range_key": "id",
        "numbers": [],
        "keys_only": false
      },
"""


def indexes(stack: EngineStack) -> dict[str, Any]:
    (table,) = [one for one in stack.account.there().values() if one.name == "storage-dwipps"]
    return {index["name"]: index for index in table.outputs["globalSecondaryIndexes"]}


def test_removing_one_index_removes_only_that_index(small: EngineStack) -> None:
    before = indexes(small)
    small.edit("tables.json", TAKEN, "")

    finished = small.up()

    assert [deed for deed in finished.deeds if deed[1].startswith("storage-")] == [
        ("update", "storage-dwipps")
    ]
    assert indexes(small) == {name: index for name, index in before.items() if name != "by_author"}

"""The tables of the program, and the cursor keys."""

import pytest

from infra.tables import TABLES
from tests.infra.program import Program, Registered, program_of


def test_every_table_has_its_keys_indexes_and_expiry(program: Program) -> None:
    tables = {one.name.removeprefix("storage-"): one.inputs for one in program.all("dynamodb/table:Table")}

    assert set(tables) == set(TABLES)
    for name, shape in TABLES.items():
        table = tables[name]
        assert (table["hashKey"], table.get("rangeKey")) == (shape.hash_key, shape.range_key)
        assert [
            (
                one["name"],
                one["projectionType"],
                *((key["attributeName"], key["keyType"]) for key in one["keySchemas"]),
            )
            for one in table.get("globalSecondaryIndexes", [])
        ] == [
            (
                one.name,
                "KEYS_ONLY" if one.keys_only else "ALL",
                (one.hash_key, "HASH"),
                (one.range_key, "RANGE"),
            )
            for one in shape.indexes
        ]
        assert (table.get("ttl") or {}).get("attributeName") == shape.expires
        assert table["streamEnabled"] == shape.stream
        assert table.get("streamViewType") == ("NEW_AND_OLD_IMAGES" if shape.stream else None)
        assert table["billingMode"] == "PAY_PER_REQUEST"


def test_all_keys_but_the_shard_are_strings(program: Program) -> None:
    types = {
        (table.name, attribute["name"]): attribute["type"]
        for table in program.all("dynamodb/table:Table")
        for attribute in table.inputs["attributes"]
    }

    assert {key for key, kind in types.items() if kind != "S"} == {("storage-dwipps", "shard")}
    assert types["storage-dwipps", "shard"] == "N"


def test_a_cursor_key_never_changes(program: Program) -> None:
    for key in cursor_keys(program):
        assert (key.inputs["type"], key.secret, key.ignored) == ("SecureString", ["value"], ["value"])


@pytest.mark.parametrize(("setting", "keys"), [(1, [1, 2]), (2, [2, 1, 3]), (7, [7, 6, 8])])
def test_the_functions_know_the_previous_current_and_next_cursor_key(setting: int, keys: list[int]) -> None:
    """A version signs with the first key. It knows the next one, so it accepts cursors of a newer version."""
    program = program_of("dev", cursorKey=setting)
    variables = program.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]
    names = [f"/dwipper/dev/cursor-key/{number}" for number in keys]

    assert variables["CURSOR_KEY_PARAMETERS"] == ",".join(names)
    assert sorted(key.inputs["name"] for key in cursor_keys(program)) == sorted(names)


def test_a_cursor_key_is_the_same_resource_in_every_rotation() -> None:
    """So Pulumi keeps its value while it is the next, the current and the previous key."""
    of = [
        {key.name: key.inputs["name"] for key in cursor_keys(program_of("dev", cursorKey=number))}
        for number in (1, 2, 3)
    ]

    assert of[0]["storage-cursor-key-2"] == of[1]["storage-cursor-key-2"] == of[2]["storage-cursor-key-2"]


def cursor_keys(program: Program) -> list[Registered]:
    return [one for one in program.all("ssm/parameter:Parameter") if one.name.startswith("storage-")]

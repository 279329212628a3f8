import pytest

from webapp.environment import Environment, MissingVariablesError, variable_names


def test_the_environment_is_read_by_the_names_of_its_fields() -> None:
    variables = {name: name.lower() for name in variable_names()}

    read = Environment.read({**variables, "ACCOUNT_TICK_MS": "200", "FEED_SHARDS": "8"})

    assert (read.dwipps_table, read.account_tick_ms, read.feed_shards) == ("dwipps_table", 200, 8)


def test_every_missing_variable_is_named() -> None:
    variables = {name: "1" for name in variable_names() if name not in {"DWIPPS_TABLE", "AWS_REGION"}}

    with pytest.raises(MissingVariablesError, match="AWS_REGION, DWIPPS_TABLE"):
        Environment.read(variables)

"""A stack's settings are complete and typed, or it is told what to do."""

from typing import Any

import pytest

from tests.infra.program import program_of


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (
            {"feedShards": None},
            "Pulumi.dev.yaml: dwipper:feedShards is missing: put the line `  dwipper:feedShards: 1` under `config:`",
        ),
        (
            {"protect": None},
            "Pulumi.dev.yaml: dwipper:protect is missing: put the line `  dwipper:protect: true`",
        ),
        ({"feedShards": "many"}, "Pulumi.dev.yaml: dwipper:feedShards has the value 'many', which is no int"),
        ({"feedShards": 0}, "Pulumi.dev.yaml: dwipper:feedShards has the value 0, which is less than 1"),
        (
            {"protect": "perhaps"},
            "Pulumi.dev.yaml: dwipper:protect has the value 'perhaps', which is no bool",
        ),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_told_with_the_line_to_put(
    overrides: dict[str, Any], message: str
) -> None:
    with pytest.raises(RuntimeError) as failure:
        program_of("dev", **overrides)

    assert message in str(failure.value)


def test_shards_reach_the_function() -> None:
    program = program_of("dev", feedShards=8)

    variables = program.one("lambda/function:Function", "api-function").inputs["environment"]["variables"]
    assert variables["FEED_SHARDS"] == "8"

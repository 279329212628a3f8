"""The one secret of a stack is where secrets are kept, and nowhere else."""

import dataclasses
import json

from tests.infra.program import Program


def test_the_one_secret_is_the_key_of_the_cursors(program: Program) -> None:
    assert {(one.name, key) for one in program.registered for key in one.secret} == {
        ("storage-cursor-key", "value")
    }


def test_the_secret_is_in_no_other_input_and_in_no_output(program: Program) -> None:
    key = program.one("ssm/parameter:Parameter")
    others = [dataclasses.asdict(one) for one in program.registered if one is not key]

    assert len(key.inputs["value"]) >= 32
    assert key.inputs["value"] not in json.dumps([others, key.outputs, program.exports])


def test_nothing_secret_is_exported(program: Program) -> None:
    assert program.secret_exports == []

"""Whatever takes tags says whose it is: the bill, the pipeline's rights and whoever cleans up go by them."""

from tests.infra.program import Program


def test_everything_that_takes_tags_says_its_project_and_its_stack(program: Program) -> None:
    tags = {one.name: one.inputs.get("tags") for one in program.registered if one.takes_tags}

    assert len(tags) > 10
    assert tags == dict.fromkeys(tags, {"project": "dwipper", "stack": program.stack})

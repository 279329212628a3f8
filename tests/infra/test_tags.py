"""Every taggable resource is tagged: the bill, the pipeline's rights and cleanups depend on tags."""

from tests.infra.program import Program


def test_every_taggable_resource_has_the_project_and_stack_tags(program: Program) -> None:
    tags = {one.name: one.inputs.get("tags") for one in program.registered if one.takes_tags}

    assert len(tags) > 10
    assert tags == dict.fromkeys(tags, {"project": "dwipper", "stack": program.stack})

"""A rotation creates one secret and removes one, whether CloudFront or the functions change first."""

from collections.abc import Callable

from tests.engine.stack import EngineStack

NO_SITE = ("--exclude", "**dwipper:index:Site**")  # the pipeline's


def test_a_rotation_changes_no_secret_in_use_also_if_the_pipeline_deploys_it(
    stack_of: Callable[..., EngineStack],
) -> None:
    stack = stack_of("dev", deliver="false", watch="false")
    stack.up()
    stack.set(cursorKey="2", originSecret="2")
    by_the_pipeline = stack.up(*NO_SITE)
    by_an_operator = stack.up()
    stack.set(cursorKey="3", originSecret="3")
    second = stack.up()

    assert of_secrets(by_the_pipeline.deeds) == [
        ("create", "origin-secret-3"),
        ("create", "storage-cursor-key-3"),
    ]
    assert ("update", "api-function") in by_the_pipeline.deeds
    assert by_an_operator.deeds == [("update", "site-distribution")]
    assert of_secrets(second.deeds) == [
        ("create", "origin-secret-4"),
        ("create", "storage-cursor-key-4"),
        ("delete", "origin-secret-1"),
        ("delete", "storage-cursor-key-1"),
    ]
    done = [(entry.action, entry.name) for entry in second.done]
    assert done.index(("update", "site-distribution")) < done.index(("delete", "origin-secret-1"))
    assert done.index(("update", "api-function")) < done.index(("delete", "storage-cursor-key-1"))


def of_secrets(deeds: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [deed for deed in deeds if deed[1].startswith(("origin-secret", "storage-cursor-key"))]

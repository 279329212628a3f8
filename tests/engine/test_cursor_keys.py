"""A rotation creates one cursor key and removes one. Keys in use do not change."""

from tests.engine.stack import EngineStack


def of_keys(deeds: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [deed for deed in deeds if deed[1].startswith("storage-cursor-key")]


def test_a_rotation_does_not_change_a_key_in_use(small: EngineStack) -> None:
    small.set(cursorKey="2")
    first = small.up()
    small.set(cursorKey="3")
    second = small.up()

    assert of_keys(first.deeds) == [("create", "storage-cursor-key-3")]
    assert of_keys(second.deeds) == [("create", "storage-cursor-key-4"), ("delete", "storage-cursor-key-1")]
    done = [(entry.action, entry.name) for entry in second.done]
    assert done.index(("update", "api-function")) < done.index(("delete", "storage-cursor-key-1"))

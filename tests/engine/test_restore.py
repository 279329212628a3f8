"""The drill of docs/restore.md: a restored table replaces the old one in a stack of the real engine."""

import json
from pathlib import Path

from ops.restore import taken_over
from tests.engine.plugins.account import Entry
from tests.engine.stack import EngineStack

TABLE = "aws:dynamodb/table:Table"


def test_a_restored_table_gets_its_settings_and_only_it_and_the_functions_change(
    small: EngineStack, tmp_path: Path
) -> None:
    (old,) = [one for one in small.account.there().values() if one.name == "storage-dwipps"]
    new = f"{old.id.rpartition('-')[0]}-5e5e5e"
    # AWS restores it without stream, expiry and protection.
    bare = {"streamEnabled": False, "deletionProtectionEnabled": False}
    inputs, outputs = (
        json.loads(json.dumps({**one, **bare}).replace(old.id, new)) for one in (old.inputs, old.outputs)
    )
    small.account.enter(Entry("create", TABLE, "storage-dwipps", new, inputs, outputs))
    state = json.loads(small.run("stack", "export").said)
    file = tmp_path / "state.json"
    file.write_text(json.dumps(taken_over(state, "dwipps", new)))

    small.run("stack", "import", "--file", str(file))
    (urn,) = [one["urn"] for one in small.state()["resources"] if one["urn"].endswith("::storage-dwipps")]
    small.run("refresh", "--target", urn, "--yes", "--skip-preview")
    updated = small.up()

    assert ("update", "storage-dwipps") in updated.deeds
    assert ("update", "api-function") in updated.deeds
    assert not [name for action, name in updated.deeds if action == "delete" and name.startswith("storage")]
    assert {old.id, new} <= set(small.account.there())
    assert small.attempt("up", "--yes", "--skip-preview", "--expect-no-changes").code == 0

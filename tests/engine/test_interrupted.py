"""What a killed update leaves, and how an operator continues."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.plugins.account import Entry
from tests.engine.stack import SMALL, EngineStack

AT = 12


@pytest.fixture
def stack(stack_of: Callable[..., EngineStack]) -> EngineStack:
    return stack_of("dev", **SMALL)


def made_twice(stack: EngineStack) -> list[tuple[str, str]]:
    made = Counter((entry.type, entry.name) for entry in stack.account.entries() if entry.action == "create")
    return [one for one, times in made.items() if times > 1]


def resources(stack: EngineStack) -> set[str]:
    return {one["id"] for one in stack.state()["resources"] if one["type"].startswith("aws:")}


def lost(stack: EngineStack) -> tuple[dict[str, Any], Entry]:
    """Returns the resource that is pending in Pulumi and exists in AWS: from the state, and from AWS."""
    pending = {
        one["resource"]["urn"].rpartition("::")[2]: one["resource"]
        for one in stack.state()["pending_operations"]
    }
    known = resources(stack)
    (there,) = [entry for id_, entry in stack.account.there().items() if id_ not in known]
    return pending[there.name], there


def test_an_update_that_was_killed_is_resumed_after_its_lock_is_cancelled(stack: EngineStack) -> None:
    stack.killed_up(AT)

    refused = stack.attempt("up", "--yes", "--skip-preview")
    assert refused.code != 0
    assert "the stack is currently locked by 1 lock(s)" in refused.said
    assert "`pulumi cancel`" in refused.said
    assert refused.done == []

    stack.run("cancel", "--yes")
    resumed = stack.up()

    assert "pending operations from previous deployment" in resumed.said
    assert made_twice(stack) == []
    assert resources(stack) == set(stack.account.there())


def test_a_resource_whose_creation_was_not_recorded_is_imported(stack: EngineStack) -> None:
    """See docs/decisions/0031-the-real-engine.md."""
    stack.killed_up(AT, made=True)
    stack.run("cancel", "--yes")
    waiting, there = lost(stack)

    stack.run("refresh", "--yes", "--skip-preview", "--clear-pending-creates")
    parent = f"Parent={waiting['parent']}"
    options = ("--parent", parent, "--protect=false", "--generate-code=false", "--yes", "--skip-preview")
    stack.run("import", there.type, there.name, there.id, *options)
    stack.up()

    assert made_twice(stack) == []
    assert resources(stack) == set(stack.account.there())


def test_a_program_that_ends_too_early_removes_nothing(small: EngineStack) -> None:
    """Resources are deleted only after the program has run to its end."""
    small.edit("__main__.py", "queue = JobQueue", "import os\nos.abort()\nqueue = JobQueue")

    finished = small.attempt("up", "--yes", "--skip-preview")

    assert finished.code != 0
    assert "the program ended with status" in finished.said
    assert "delete" not in {action for action, _ in finished.deeds}

"""Resources with people's data are not deleted or replaced by mistake."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from infra.tables import TABLES
from tests.engine.plugins.account import Entry
from tests.engine.stack import EngineStack, FinishedCommand, Preview

HOLDING_DATA = {"identity-users", *(f"storage-{table}" for table in TABLES)}


@dataclass(frozen=True)
class ProtectedLife:
    """What was tried on a protected stack, in order, and what remained."""

    destroyed: FinishedCommand
    replacing: Preview
    replaced: FinishedCommand
    unprotected: FinishedCommand
    left: Mapping[str, Entry]


@pytest.fixture(scope="module")
def attempts(_small: EngineStack, tmp_path_factory: pytest.TempPathFactory) -> ProtectedLife:
    stack = _small.copy(tmp_path_factory.mktemp("protected"))
    destroyed = stack.attempt("destroy", "--yes")
    stack.edit("infra/identity.py", '"case_sensitive": False', '"case_sensitive": True')
    stack.edit("tables.json", '"hash_key": "id",\n    "range', '"hash_key": "dwipp",\n    "range')
    replacing = stack.preview()
    replaced = stack.attempt("up", "--yes", "--skip-preview")
    stack.run("state", "unprotect", "--all", "--yes")
    unprotected = stack.attempt("destroy", "--yes")
    return ProtectedLife(destroyed, replacing, replaced, unprotected, stack.account.there())


def test_destroying_a_protected_stack_is_refused_and_destroys_nothing(attempts: ProtectedLife) -> None:
    assert attempts.destroyed.code != 0
    assert "because it is protected" in attempts.destroyed.said
    assert attempts.destroyed.done == []


def test_a_preview_shows_what_would_be_replaced_and_refuses_it(attempts: ProtectedLife) -> None:
    refused = {"identity-users", "storage-dwipps"}

    assert attempts.replacing.code != 0
    assert refused <= attempts.replacing.named("replace")
    for name in refused:
        assert any("unable to replace" in error and name in error for error in attempts.replacing.errors)


def test_an_update_that_would_replace_data_is_refused(attempts: ProtectedLife) -> None:
    assert attempts.replaced.code != 0
    assert [entry for entry in attempts.replaced.done if entry.name in HOLDING_DATA] == []


def test_without_pulumis_protection_that_of_aws_stops_the_deletion(attempts: ProtectedLife) -> None:
    assert attempts.unprotected.code != 0
    assert "deletion protection" in attempts.unprotected.said
    assert {entry.name for entry in attempts.left.values()} >= HOLDING_DATA

"""The stand-in for AWS rejects what AWS rejects, and reports what it does not know."""

from pathlib import Path

import pytest

from tests.engine.plugins.account import Entry, JournalAccount, RefusedError
from tests.engine.plugins.invokes import UnknownInvokeError, answer
from tests.engine.plugins.kinds import kind_of
from tests.engine.plugins.outputs import FUNCTION, changed_properties, outputs_of_new, outputs_of_update
from tests.engine.plugins.sdk import UnknownKindError
from tests.engine.plugins.shapes import PropertyFault, faults
from tests.engine.plugins.values import SIGNATURE, UNKNOWN, Values

TABLE = "aws:dynamodb/table:Table"


@pytest.fixture
def account(tmp_path: Path) -> JournalAccount:
    return JournalAccount(tmp_path / "journal")


def table(action: str, id_: str, **outputs: object) -> Entry:
    return Entry(action, TABLE, "storage-dwipps", id_, outputs={"name": "dwipps", **outputs})


def test_the_fake_keeps_what_was_created_updated_and_deleted(account: JournalAccount) -> None:
    account.enter(table("create", "one"))
    account.enter(table("update", "one", ttl="expires_at"))
    account.enter(table("delete", "one"))
    account.enter(table("create", "two"))

    assert list(account.there()) == ["two"]


def test_a_name_that_is_taken_is_rejected(account: JournalAccount) -> None:
    account.enter(table("create", "one"))

    with pytest.raises(RefusedError, match="ResourceAlreadyExistsException: .* dwipps exists"):
        account.enter(table("create", "two"))


@pytest.mark.parametrize("action", ["update", "delete"])
def test_a_missing_resource_is_neither_updated_nor_deleted(account: JournalAccount, action: str) -> None:
    with pytest.raises(RefusedError, match="ResourceNotFoundException"):
        account.enter(table(action, "one"))


@pytest.mark.parametrize(
    "protection", [{"deletionProtectionEnabled": True}, {"deletionProtection": "ACTIVE"}]
)
def test_a_protected_resource_is_deleted_only_without_its_protection(
    account: JournalAccount, protection: Values
) -> None:
    account.enter(table("create", "one", **protection))
    with pytest.raises(RefusedError, match="deletion protection"):
        account.enter(table("delete", "one"))

    account.enter(table("update", "one", deletionProtectionEnabled=False, deletionProtection="INACTIVE"))
    account.enter(table("delete", "one"))

    assert account.there() == {}


def test_a_type_has_the_computed_outputs_that_the_sdk_lists() -> None:
    kind = kind_of(FUNCTION)

    assert kind.named_by == "name"
    assert {"arn", "invokeArn", "version"} <= kind.computed.keys()
    assert not {"handler", "name", "publish"} & kind.computed.keys()


def test_a_resource_that_the_sdk_does_not_have_is_named() -> None:
    with pytest.raises(UnknownKindError, match="aws:lambda/functoin:Functoin"):
        kind_of("aws:lambda/functoin:Functoin")


def test_a_property_that_the_sdk_does_not_have_is_reported_at_any_depth() -> None:
    inputs: Values = {"attributes": [{"name": "id", "type": "S"}], "ttl": {"attributName": "expires_at"}}

    assert faults(TABLE, inputs) == [PropertyFault("ttl.attributName", "is not a property of it")]


def test_a_missing_required_property_is_reported() -> None:
    assert faults(TABLE, {"attributes": [{"name": UNKNOWN}]}) == [
        PropertyFault("attributes.type", "is missing")
    ]


def test_a_provider_function_without_an_answer_is_named_with_where_to_add_one() -> None:
    with pytest.raises(
        UnknownInvokeError, match="aws:iam/getUser:getUser into tests/engine/plugins/invokes.py"
    ):
        answer("aws:iam/getUser:getUser")


def test_a_zip_changes_with_its_content_and_not_with_its_path() -> None:
    here = {"code": {SIGNATURE: "archive", "path": "/here/function.zip", "hash": "1"}}
    there = {"code": {SIGNATURE: "archive", "path": "/there/function.zip", "hash": "1"}}
    other = {"code": {SIGNATURE: "archive", "path": "/here/function.zip", "hash": "2"}}

    assert changed_properties(here, there) == set()
    assert changed_properties(here, other) == {"code"}


@pytest.mark.parametrize(
    ("change", "version"), [({"timeout": 30.0}, "2"), ({"tags": {"stack": "dev"}}, "1"), ({}, "1")]
)
def test_a_function_gets_a_new_version_when_its_code_or_configuration_changes(
    change: Values, version: str
) -> None:
    inputs: Values = {"name": "api", "publish": True, "timeout": 29.0}
    outputs = outputs_of_new(FUNCTION, "one", inputs)

    changed = outputs_of_update(FUNCTION, outputs, inputs, {**inputs, **change}, preview=False)

    assert changed["version"] == version
    assert changed["arn"] == outputs["arn"]


def test_the_next_version_is_unknown_in_a_preview() -> None:
    inputs: Values = {"name": "api", "publish": True, "timeout": 29.0}
    outputs = outputs_of_new(FUNCTION, "one", inputs)

    changed = outputs_of_update(FUNCTION, outputs, inputs, {**inputs, "timeout": 30.0}, preview=True)

    assert changed["version"] == UNKNOWN
    assert changed["arn"] == outputs["arn"]

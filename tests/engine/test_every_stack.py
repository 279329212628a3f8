"""The life of every stack's program on the real engine, from creation to deletion."""

from collections.abc import Iterator
from typing import Any

from tests.engine.life import Life
from tests.engine.plugins.account import is_protected
from tests.engine.plugins.outputs import FUNCTION
from tests.engine.plugins.values import UNKNOWN

ALIAS = "aws:lambda/alias:Alias"


def resources(life: Life) -> set[str]:
    """Returns the names of all AWS resources in Pulumi's state."""
    return {one["urn"] for one in life.resources if one["type"].startswith("aws:")}


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401  JSON
    """Returns all strings in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def test_a_preview_of_an_empty_stack_lists_all_that_the_update_creates(life: Life) -> None:
    created = {step["urn"] for step in life.previewed.steps if step["op"] == "create"}

    assert life.previewed.code == 0
    assert created >= resources(life)


def test_values_that_only_aws_knows_are_unknown_in_the_preview(life: Life) -> None:
    """So no policy and no variable was computed too early."""
    inputs = {step["urn"].rpartition("$")[2]: step["newState"].get("inputs") for step in life.previewed.steps}

    assert inputs[f"{FUNCTION}::api-function"]["role"] == UNKNOWN
    assert inputs[f"{ALIAS}::api-live"]["functionVersion"] == UNKNOWN


def test_an_update_creates_each_resource_once(life: Life) -> None:
    assert {entry.action for entry in life.made.done} == {"create"}
    assert len(life.made.done) == len(life.there) == len(resources(life))


def test_a_stack_without_an_address_for_alarms_warns(life: Life) -> None:
    called = {entry.type for entry in life.made.done} & {"aws:sns/topicSubscription:TopicSubscription"}
    watched = any(entry.type == "aws:sns/topic:Topic" for entry in life.made.done)

    assert ("nobody is mailed when an alarm begins" in life.made.said) == (watched and not called)


def test_no_text_contains_a_missing_or_unknown_value(life: Life) -> None:
    """A property that a resource lacks is None, and could be part of an ARN or a policy."""
    said = [text for entry in life.made.done for text in texts(entry.inputs)]

    assert [text for text in said if any(part in text for part in ("None", "null", UNKNOWN))] == []


def test_a_changed_line_updates_all_functions_with_one_zip(life: Life) -> None:
    functions = [entry for entry in life.deployed.done if entry.type == FUNCTION]

    assert {entry.name for entry in functions} == {"api-function", "jobs-function", "worker-function"}
    assert len({entry.inputs["code"]["hash"] for entry in functions}) == 1
    assert {entry.outputs["version"] for entry in functions} == {"2"}


def test_a_deployment_changes_only_versions_and_what_points_to_them(life: Life) -> None:
    """The pipeline does not change itself. If a release shifts the API's alias, that does not change either."""
    shifted = any(one["type"].startswith("aws:codedeploy/") for one in life.resources)
    pointing = {"release-new-version-errors"} if shifted else {"api-live"}

    assert {entry.action for entry in life.deployed.done} == {"update"}
    assert {entry.name for entry in life.deployed.done} == {
        "api-function",
        "jobs-function",
        "jobs-live",
        "worker-function",
        "worker-live",
        *pointing,
    }


def test_an_update_by_hand_changes_the_pipeline_and_the_protection_and_nothing_else(life: Life) -> None:
    protected = {("update", entry.name) for entry in life.there.values() if is_protected(entry)}

    assert set(life.by_hand.deeds) == {("update", "deliver-test-project"), *protected}


def test_destroying_a_stack_leaves_nothing(life: Life) -> None:
    assert life.left == {}
    assert life.known == []


def test_names_in_aws_begin_with_the_project_and_the_stack(life: Life) -> None:
    """The pipeline's policies name resources by this prefix."""
    (prefix,) = {one["urn"].split("::")[0].rpartition(":")[2] for one in life.resources}
    names = [entry.inputs[key] for entry in life.made.done for key in entry.inputs.get("__defaults", [])]

    assert names
    assert [name for name in names if not name.startswith(f"dwipper-{prefix}-")] == []

"""Each fault raises exactly its alarms, and they end with it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.infra.watch.faults import Fault
from tests.infra.watch.history import ENDS, LATE, History, history, publish
from tests.infra.watch.matrix import faults
from tests.infra.watch.matrix.events import events
from tests.infra.watch.matrix.health import healthy
from tests.infra.watch.stacks import STACKS, WatchedStack, stack_named

DAY = 24 * 60
COGNITO = 5  # minutes between two data of its metrics


@pytest.fixture(scope="module", params=STACKS)
def stack(request: pytest.FixtureRequest) -> WatchedStack:
    return stack_named(request.param)


def histories(stack: WatchedStack, fault: Fault) -> Mapping[str, History]:
    """Evaluates the alarms with a metric that the fault changes, until its data is out of their range.

    The others see normal traffic.
    """
    moved = {one.metric for one in fault.data}
    alarms = {name: one for name, one in stack.alarms.items() if moved & {*one.metrics.values()}}
    late = COGNITO if "identity-throttles" in fault.alarms else LATE
    ends = {name: ENDS + late + (one.periods + 1) * one.period for name, one in alarms.items()}
    watched = {metric for one in alarms.values() for metric in one.metrics.values()}
    health = [one for one in healthy(stack) if one.metric in watched]
    published = publish(health, fault.data, minutes=max(ends.values()), late=late)
    return {name: history(one, published, ends[name]) for name, one in alarms.items()}


def test_a_fault_raises_exactly_its_alarms_and_they_end_with_it(stack: WatchedStack) -> None:
    wrong = {}
    for fault in faults(stack):
        seen = histories(stack, fault)
        called = {name for name, one in seen.items() if one.called}
        calling = {name for name, one in seen.items() if one.calls}
        if called != fault.alarms or calling:
            wrong[str(fault)] = {"called": sorted(called ^ fault.alarms), "for ever": sorted(calling)}

    assert not wrong


def test_normal_traffic_raises_no_alarm(stack: WatchedStack) -> None:
    published = publish(healthy(stack), minutes=DAY)

    assert not [name for name, one in stack.alarms.items() if history(one, published, DAY).called]


def test_no_traffic_raises_no_alarm(stack: WatchedStack) -> None:
    published = publish([], minutes=0)

    assert not [name for name, one in stack.alarms.items() if history(one, published, DAY).called]


def test_every_alarm_is_raised_by_a_fault(stack: WatchedStack) -> None:
    assert {name for fault in faults(stack) for name in fault.alarms} == set(stack.alarms)


def test_every_metric_of_every_alarm_is_moved_by_a_fault(stack: WatchedStack) -> None:
    moved = {one.metric for fault in faults(stack) for one in fault.data}

    assert not {metric for metric in stack.watched() if metric not in moved}


def test_every_alarm_notifies_the_topic_at_its_begin_and_end(stack: WatchedStack) -> None:
    for alarm in stack.alarms.values():
        assert (
            alarm.inputs["alarmActions"]
            == alarm.inputs["okActions"]
            == [stack.topics[alarm.inputs["region"]]]
        )


def test_events_of_faults_are_sent_to_the_topic_with_their_runbook(stack: WatchedStack) -> None:
    for event in events(stack):
        rule = stack.program.one("cloudwatch/eventRule:EventRule", event.rule).outputs["name"]
        (target,) = (
            one.inputs
            for one in stack.program.all("cloudwatch/eventTarget:EventTarget")
            if one.inputs["rule"] == rule
        )

        assert fits(json.loads(stack.rules[event.rule]["eventPattern"]), event.event)
        assert target["arn"] == stack.topic
        assert f"/docs/runbooks/{event.runbook}.md" in target["inputTransformer"]["inputTemplate"]


def test_harmless_events_of_the_pipeline_are_not_sent(stack: WatchedStack) -> None:
    for event in events(stack):
        for state in ("STARTED", "SUCCEEDED", "SUPERSEDED", "STOPPED"):
            other = {**event.event, "detail": {**event.event["detail"], "state": state}}
            assert not fits(json.loads(stack.rules[event.rule]["eventPattern"]), other)


def fits(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Returns whether each field of EventBridge's pattern has one of its values in the event."""
    return all(
        fits(wanted, event[field]) if isinstance(wanted, dict) else event.get(field) in wanted
        for field, wanted in pattern.items()
    )

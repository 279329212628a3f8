"""Only the operator changes the budget: the pipeline may cause costs, so it does not change it."""

from collections.abc import Callable

from tests.engine.life import not_by_the_pipeline
from tests.engine.stack import SMALL, EngineStack

ON_BUDGET = {**SMALL, "watch": "true", "alarmEmail": "on-call@dwipper.example", "monthlyBudget": "50"}


def of_spending(deeds: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [deed for deed in deeds if deed[1].startswith("spending")]


def test_a_budget_is_changed_by_an_operator_and_not_by_the_pipeline(
    stack_of: Callable[..., EngineStack],
) -> None:
    stack = stack_of("dev", **ON_BUDGET)
    made = stack.up()
    stack.set(monthlyBudget="500", workerConcurrency="20")

    deployed = stack.up(*not_by_the_pipeline(stack))
    by_hand = stack.up()

    assert of_spending(made.deeds) == [("create", "spending-budget")]
    assert of_spending(deployed.deeds) == []
    assert ("update", "worker-function") in deployed.deeds
    assert of_spending(by_hand.deeds) == [("update", "spending-budget")]

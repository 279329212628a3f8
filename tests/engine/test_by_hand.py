"""Only the operator changes the budget, because the pipeline may cause costs, and the source of the pipeline."""

from collections.abc import Callable

from tests.engine.life import not_by_the_pipeline
from tests.engine.stack import EngineStack

ON_BUDGET = {
    "site": "false",
    "protect": "true",
    "alarmEmail": "on-call@dwipper.example",
    "monthlyBudget": "50",
}
ON_GITHUB = {
    "sourceConnectionArn": "arn:aws:codeconnections:eu-west-1:111122223333:connection/1",
    "sourceRepository": "owner/dwipper",
}


def of_spending(deeds: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [deed for deed in deeds if deed[1].startswith("spending")]


def test_only_an_operator_changes_the_budget_and_a_change_to_github_keeps_the_repository_in_aws(
    stack_of: Callable[..., EngineStack],
) -> None:
    stack = stack_of("dev", **ON_BUDGET)
    made = stack.up()
    stack.set(monthlyBudget="500", workerConcurrency="20")
    deployed = stack.up(*not_by_the_pipeline(stack))
    stack.set(**ON_GITHUB)

    by_hand = stack.up()

    assert of_spending(made.deeds) == [("create", "spending-budget")]
    assert of_spending(deployed.deeds) == []
    assert ("update", "worker-function") in deployed.deeds
    assert of_spending(by_hand.deeds) == [("update", "spending-budget")]
    assert ("delete", "deliver-repository") not in by_hand.deeds
    assert "deliver-repository" in {entry.name for entry in stack.account.there().values()}
    assert "codecommit" not in {
        one["type"].split(":")[1].split("/")[0] for one in stack.state()["resources"][1:]
    }

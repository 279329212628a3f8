"""The pages show the measured goals."""

import pytest

from bench.goals import Goal, goals
from bench.report import PAGE, README


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


@pytest.mark.parametrize("goal", goals(), ids=lambda goal: goal.what)
def test_the_page_lists_each_goal_and_whether_it_is_met(goal: Goal) -> None:
    assert line(*goal.row) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("goal", [goal for goal in goals() if not goal.unit], ids=lambda goal: goal.what)
def test_the_readme_lists_each_ratio(goal: Goal) -> None:
    assert line(*goal.row[:2]) in README.read_text(encoding="utf-8")


def test_a_goal_is_met_up_to_its_bound_and_missed_above_it() -> None:
    rows = [Goal("a start", measured, 5.0, "s").row for measured in (5.0, 5.001)]

    assert rows == [("a start", "5.00 s", "≤ 5.00 s", "met"), ("a start", "5.00 s", "≤ 5.00 s", "missed")]

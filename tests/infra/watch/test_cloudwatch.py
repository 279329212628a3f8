"""The evaluator follows CloudWatch's documentation, with the examples there."""

import pytest

from tests.infra.watch.cloudwatch import ALARM, OK, calculate, judge
from tests.infra.watch.metrics import Published, key

METRIC = key("AWS/Lambda", "Errors", {"FunctionName": "api"})
KEPT = "the state before"
SIGNS = {"0": False, "X": True, "-": None}


def points(picture: str) -> list[bool | None]:
    """Parses points as the documentation draws them: the newest is the last."""
    return [SIGNS[sign] for sign in reversed(picture.split())]


# The tables of "How alarm state is evaluated when data is missing": ignore, breaching, notBreaching.
@pytest.mark.parametrize(
    ("picture", "to_alarm", "states"),
    [
        ("0 - X - X", 3, (OK, OK, OK)),
        ("0 - - - -", 3, (OK, OK, OK)),
        ("- - - - -", 3, (KEPT, ALARM, OK)),
        ("0 X X - X", 3, (ALARM, ALARM, ALARM)),
        ("- - - - X", 3, (KEPT, ALARM, OK)),
        ("X - - - -", 3, (KEPT, ALARM, OK)),
        ("0 - X - X", 2, (ALARM, ALARM, ALARM)),
        ("0 0 X 0 X", 2, (ALARM, ALARM, ALARM)),
        ("0 - X - -", 2, (OK, ALARM, OK)),
        ("- - - - 0", 2, (OK, ALARM, OK)),
        ("- - - - X", 2, (KEPT, ALARM, OK)),
    ],
)
def test_missing_data_is_treated_as_in_the_documentations_tables(
    picture: str, to_alarm: int, states: tuple[str, str, str]
) -> None:
    treatments = ("ignore", "breaching", "notBreaching")
    assert tuple(judge(points(picture), to_alarm, 3, one, KEPT) for one in treatments) == states


def test_the_breaching_periods_need_not_be_the_newest() -> None:
    assert judge(points("0 X 0 0"), 1, 3, "notBreaching", OK) == ALARM
    assert judge(points("X 0 0 0"), 1, 3, "notBreaching", ALARM) == OK


def test_metrics_with_different_dimensions_are_different() -> None:
    published = Published()
    published.put(key("AWS/Lambda", "Errors", {"FunctionName": "api", "Resource": "api:live"}), 0, 1)

    assert published.periods(METRIC, "Sum", 1, 1, now=1) == [None]


@pytest.mark.parametrize(
    ("statistic", "value"), [("Sum", 5050), ("Maximum", 100), ("Average", 50.5), ("p99", 99), ("p50", 50)]
)
def test_a_period_is_evaluated_by_its_statistic(statistic: str, value: float) -> None:
    published = Published()
    for minute in range(5):
        published.put(METRIC, minute, *range(minute * 20 + 1, minute * 20 + 21))

    assert published.periods(METRIC, statistic, 5, 2, now=5) == [value, None]


def test_data_is_used_only_after_it_has_arrived() -> None:
    published = Published(late=2)
    published.put(METRIC, 10, 1)

    assert [published.periods(METRIC, "Sum", 1, 3, now) for now in (11, 12, 13, 14)] == [
        [None, None, None],
        [None, None, None],
        [None, None, 1],
        [None, None, None],
    ]


def test_fill_replaces_missing_data() -> None:
    assert calculate("FILL(m0, 0) + FILL(m1, 0)", {"m0": [None, 1, None], "m1": [None, 2, 3]}) == [0, 3, 3]


def test_missing_data_in_a_sum_counts_as_zero_unless_all_is_missing() -> None:
    assert calculate("m0 + m1", {"m0": [None, 1, None], "m1": [None, 2, 3]}) == [None, 3, 3]


def test_an_unknown_expression_is_rejected() -> None:
    with pytest.raises(AssertionError):
        calculate("SUM(METRICS())", {"m0": [1]})

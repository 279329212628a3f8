"""Evaluates a metric filter on JSON lines like CloudWatch Logs, as far as the project uses it, by its documentation:

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from tests.infra.watch.metrics import MetricKey, key

__all__ = ["counted", "matches"]

PATTERN = re.compile(r"\{ (?P<all>.+) \}")
TERM = re.compile(r'\$\.(?P<field>\w+) = "(?P<before>\*?)(?P<text>[^"*]*)(?P<after>\*?)"')


def matches(pattern: str, line: str) -> bool:
    """Returns whether a line matches a pattern like `{ $.a = "b" && $.c = "*d*" || $.e = "f*" }`."""
    whole = PATTERN.fullmatch(pattern)
    assert whole, "a pattern that this evaluator does not know"
    entry = json.loads(line)
    return any(all(_meets(term, entry) for term in one.split(" && ")) for one in whole["all"].split(" || "))


def counted(inputs: Mapping[str, Any], line: str) -> tuple[MetricKey, float] | None:
    """Returns the metric and the value that a filter publishes for a line."""
    if not matches(inputs["pattern"], line):
        return None
    made, entry = inputs["metricTransformation"], json.loads(line)
    dimensions = {name: entry.get(field[2:]) for name, field in (made.get("dimensions") or {}).items()}
    if not all(dimensions.values()):  # a line without the value of a dimension is not counted
        return None
    return key(made["namespace"], made["name"], dimensions), float(made["value"])


def _meets(term: str, entry: Mapping[str, Any]) -> bool:
    """A field that is missing, or is not a string or a number, matches nothing."""
    part = TERM.fullmatch(term)
    assert part, "a term that this evaluator does not know"
    value = entry.get(part["field"])
    if not isinstance(value, str | int | float):
        return False
    ends = {("", ""): "{}", ("*", ""): ".*{}", ("", "*"): "{}.*", ("*", "*"): ".*{}.*"}
    wanted = ends[part["before"], part["after"]].format(re.escape(part["text"]))
    return re.fullmatch(wanted, str(value), re.DOTALL) is not None

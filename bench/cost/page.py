"""docs/cost.md, and the small table of the README."""

import re
from collections.abc import Sequence

from bench.cost import demand, month
from bench.cost.advice import on_essentials
from bench.cost.measured import MeasuredUnits
from bench.cost.month import Bill, bill
from bench.cost.prose import ASSUMED, INTRODUCTION, LIMITS, PLANS, SOURCES, USAGE
from bench.cost.stack import PricedStack
from bench.cost.tables import (
    line_rows,
    month_rows,
    people_label,
    plan_rows,
    price_rows,
    short_rows,
    usage_rows,
    variant_rows,
)
from bench.cost.usage import KEPT_MONTHS, LEFT_OUT, MONTH
from bench.report import DOCS, table

__all__ = ["LINE_HEADER", "PAGE", "page", "readme"]

PAGE = DOCS / "cost.md"
PEOPLE = (0, 1_000, 100_000, 10_000_000)
EXAMPLE = 100_000
SITES = (0, 1_000, 5_000, 20_000, 50_000, 100_000, 1_000_000)
LINE_HEADER = ("Service", "unit", "units a month", "a month")
MARKS = re.compile(r"(<!-- cost -->\n).*?(<!-- end -->)", re.DOTALL)

Row = Sequence[str]


def page(stack: PricedStack, measured: MeasuredUnits) -> str:
    """Returns docs/cost.md for a stack. `make bench-cost` writes it for prod."""
    parts = [*_months(stack, measured), *_settings(stack, measured), *_model(stack, measured)]
    return "\n\n".join(parts) + "\n"


def readme(text: str, stack: PricedStack, measured: MeasuredUnits) -> str:
    """Returns the README with a new table."""
    bills = _bills(stack, measured)
    small = table(_header("", bills), short_rows(bills, _bills(on_essentials(stack), measured)))
    return MARKS.sub(lambda found: f"{found[1]}{small}\n{found[2]}", text)


def _bills(stack: PricedStack, measured: MeasuredUnits) -> Sequence[Bill]:
    return [bill(stack, people, measured) for people in PEOPLE]


def _header(first: str, bills: Sequence[Bill]) -> Row:
    return [first, *(people_label(one.people) for one in bills)]


def _months(stack: PricedStack, measured: MeasuredUnits) -> list[str]:
    bills = _bills(stack, measured)
    return [
        f"# What a month costs\n\n{INTRODUCTION.format(stack=stack.name, region=stack.region)}",
        table(_header("Service", bills), month_rows(bills, _bills(on_essentials(stack), measured))),
        "![Dollars a month by service, from a hundred people to ten million](performance/cost.svg)",
        _limits(bills[-1]),
    ]


def _limits(largest: Bill) -> str:
    pages = MONTH.times("list_dwipps") * largest.people / month.MONTH_SECONDS
    sessions = MONTH.times("refresh_browser") * largest.people / month.MONTH_SECONDS
    return LIMITS.format(people=people_label(largest.people), pages=pages, sessions=sessions)


def _settings(stack: PricedStack, measured: MeasuredUnits) -> list[str]:
    label = people_label(EXAMPLE)
    return [
        f"## What a setting is worth\n\nThe stack {stack.name} with {label}, with one setting changed:",
        table(("Changed", "a month", "difference"), variant_rows(stack, EXAMPLE, measured)),
        f"## The site by a plan\n\n{PLANS}",
        table(
            ("", "requests", "by use", "by a plan", "cheaper"),
            plan_rows([bill(stack, n, measured) for n in SITES]),
        ),
        f"## Line by line\n\nWhat `make cost USERS={EXAMPLE} STACK={stack.name}` prints:",
        table(LINE_HEADER, line_rows(bill(stack, EXAMPLE, measured))),
    ]


def _model(stack: PricedStack, measured: MeasuredUnits) -> list[str]:
    return [
        f"## A person's month\n\n{USAGE}",
        table(("Operation", "a month", "read units", "write units", "a run"), usage_rows(stack, measured)),
        _left_out(),
        ASSUMED.format(**{**vars(demand), **vars(month)}, steps=_steps(), kept=KEPT_MONTHS),
        f"## Prices\n\n{SOURCES}",
        table(("Service", "unit", "price", "free a month", "source", "doubts"), price_rows()),
    ]


def _left_out() -> str:
    reasons = "; ".join(f"`{operation}`: {why}" for operation, why in LEFT_OUT.items())
    return f"Left out: {reasons}."


def _steps() -> str:
    return ", ".join(f"{name} {minutes:g}" for name, minutes in month.STEPS.items())

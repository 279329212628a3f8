"""docs/cost.md, from its template page.md, and the small table of the README."""

from collections.abc import Sequence
from pathlib import Path

from bench.cost import demand, month, tables, usage
from bench.cost.advice import on_essentials
from bench.cost.measured import MeasuredUnits
from bench.cost.month import Bill, bill
from bench.cost.stack import PricedStack
from bench.report import DOCS, placed

__all__ = ["PAGE", "page", "readme"]

PAGE = DOCS / "cost.md"
TEMPLATE = Path(__file__).with_name("page.md")
PEOPLE = (0, 1_000, 100_000, 10_000_000)
EXAMPLE = 100_000
SITES = (0, 1_000, 5_000, 20_000, 50_000, 100_000, 1_000_000)


def page(stack: PricedStack, measured: MeasuredUnits) -> str:
    """Returns docs/cost.md for a stack. `make bench-cost` writes it for prod."""
    most = PEOPLE[-1]
    return TEMPLATE.read_text(encoding="utf-8").format(
        **{"stack": stack, "demand": demand, "month": month, "usage": usage, "example": EXAMPLE},
        people=tables.people_label(EXAMPLE),
        most=tables.people_label(most),
        pages=usage.MONTH.times("list_dwipps") * most / month.MONTH_SECONDS,
        sessions=usage.MONTH.times("refresh_browser") * most / month.MONTH_SECONDS,
        steps=", ".join(f"{name} {minutes:g}" for name, minutes in month.STEPS.items()),
        left_out="; ".join(f"`{operation}`: {why}" for operation, why in usage.LEFT_OUT.items()),
        months=tables.months(*_bills(stack, measured)),
        variants=tables.variants(stack, EXAMPLE, measured),
        plans=tables.plans([bill(stack, people, measured) for people in SITES]),
        lines=tables.lines(bill(stack, EXAMPLE, measured)),
        operations=tables.operations(stack, measured),
        prices=tables.prices(),
    )


def readme(text: str, stack: PricedStack, measured: MeasuredUnits) -> str:
    """Returns the README with a new table."""
    return placed(text, "cost", tables.totals(*_bills(stack, measured)))


def _bills(stack: PricedStack, measured: MeasuredUnits) -> tuple[Sequence[Bill], Sequence[Bill]]:
    """Returns the bills, and those on Cognito's default plan."""
    plans = (stack, on_essentials(stack))
    bills, dearer = ([bill(one, people, measured) for people in PEOPLE] for one in plans)
    return bills, dearer

"""Bills, usage and prices as tables."""

import math
from collections.abc import Iterator, Sequence

from bench.cost.advice import dominant, paid_by_use, plan_for, setting_for, stacks_with_one_change
from bench.cost.demand import seconds_of, units_of
from bench.cost.measured import MeasuredUnits
from bench.cost.month import Bill, bill
from bench.cost.prices import PRICES, Price
from bench.cost.stack import PricedStack
from bench.cost.usage import MONTH
from bench.report import table

__all__ = [
    "dollars",
    "lines",
    "months",
    "operations",
    "people_label",
    "plans",
    "prices",
    "totals",
    "variants",
]

Row = Sequence[str]
MILLION = 1e6
SMALL = 0.001  # dollars per unit; a lower price is shown per million


def dollars(usd: float) -> str:
    return f"${usd:,.0f}" if usd >= 100 else f"${usd:.2f}"


def people_label(people: int) -> str:
    if not people:
        return "idle"
    return f"{people / MILLION:g} million people" if people >= MILLION else f"{people:,} people"


def months(bills: Sequence[Bill], dearer: Sequence[Bill]) -> str:
    """Returns one row per service, the most expensive of the last bill first, then the sums."""
    services = (
        [service, *(dollars(one.services().get(service, 0)) for one in bills)]
        for service in bills[-1].services()
    )
    total = ["**total**", *(f"**{dollars(one.usd)}**" for one in bills)]
    settings = ["the setting that changes it", *map(setting_for, bills)]
    return table(_header("Service", bills), [*services, total, *_sums(bills, dearer), settings])


def totals(bills: Sequence[Bill], dearer: Sequence[Bill]) -> str:
    return table(
        _header("", bills), [["a month", *(dollars(one.usd) for one in bills)], *_sums(bills, dearer)]
    )


def _header(first: str, bills: Sequence[Bill]) -> Row:
    return [first, *(people_label(one.people) for one in bills)]


def _sums(bills: Sequence[Bill], dearer: Sequence[Bill]) -> Iterator[Row]:
    yield ["after the free units of every account", *(dollars(one.usd - one.free) for one in bills)]
    yield ["with `userPoolTier: ESSENTIALS`", *(dollars(one.usd) for one in dearer)]
    yield ["per person", *(f"${one.usd / one.people:.4f}" if one.people else "" for one in bills)]
    yield ["largest part", *map(dominant, bills)]


def variants(stack: PricedStack, people: int, measured: MeasuredUnits) -> str:
    before = bill(stack, people, measured).usd
    changed = [(what, bill(one, people, measured).usd) for what, one in stacks_with_one_change(stack)]
    rows = (
        (what, dollars(usd), f"{'−' if usd < before else '+'}{dollars(abs(usd - before))}")
        for what, usd in changed
    )
    return table(("Changed", "a month", "difference"), rows)


def plans(bills: Sequence[Bill]) -> str:
    """Returns the cost of the site by use and by the cheapest plan that is large enough."""
    return table(("", "requests", "by use", "by a plan", "cheaper"), map(_plan_row, bills))


def _plan_row(one: Bill) -> Row:
    plan, by_use = plan_for(one), paid_by_use(one)
    (requests,) = (line.quantity for line in one.lines if line.price == "site_request")
    by_plan = f"{dollars(plan.usd)} ({plan.name})" if plan else "none is large enough"
    cheaper = "the plan" if plan and plan.usd < by_use else "by use"
    return [people_label(one.people), f"{requests:,.0f}", dollars(by_use), by_plan, cheaper]


def lines(one: Bill) -> str:
    """Returns each line of a bill, by service."""
    order = list(one.services())
    found = sorted(one.lines, key=lambda line: (order.index(line.service), -line.usd))
    return table(
        ("Service", "unit", "units a month", "a month"),
        ([one.service, PRICES[one.price].unit, _quantity(one.quantity), dollars(one.usd)] for one in found),
    )


def operations(stack: PricedStack, measured: MeasuredUnits) -> str:
    """Returns a person's month, operation by operation."""
    rows = []
    for use in MONTH.uses:
        units = units_of(use, measured, stack.shards)
        ms = seconds_of(use, measured, stack.shards, stack.memory_gb) * 1000
        numbers = (f"{one:g}" for one in (use.times, units.read, units.write))
        rows.append([f"`{use.operation_id}`", *numbers, f"{ms:.0f} ms"])
    return table(("Operation", "a month", "read units", "write units", "a run"), rows)


def prices() -> str:
    header = ("Service", "unit", "price", "free a month", "source", "doubts")
    return table(header, map(_price_row, PRICES.values()))


def _price_row(price: Price) -> Row:
    free = _quantity(price.free) if price.free else ""
    source = f"[{price.read}]({price.source})"
    doubt = f"**unverified**: {price.unverified}" if price.unverified else ""
    return [price.service, price.unit, _tiers(price), free, source, doubt]


def _tiers(price: Price) -> str:
    small = price.tiers[0][1] < SMALL
    rates = [f"${usd * MILLION:g} a million" if small else f"${usd:g}" for _, usd in price.tiers]
    ends = [f" up to {_quantity(end)}" if math.isfinite(end) else "" for end, _ in price.tiers]
    return ", then ".join(one + end for one, end in zip(rates, ends, strict=True))


def _quantity(number: float) -> str:
    for size, word in ((1e9, " billion"), (MILLION, " million")):
        if number >= size:
            return f"{number / size:,.4g}{word}"
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.3g}"

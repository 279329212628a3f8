"""Bills, usage and prices as rows of tables."""

import math
from collections.abc import Iterator, Mapping, Sequence

from bench.cost.advice import dominant, setting_for, variants
from bench.cost.demand import seconds_of, units_of
from bench.cost.measured import MeasuredUnits
from bench.cost.month import Bill, bill
from bench.cost.plans import paid_by_use, plan_for
from bench.cost.prices import PRICES, Price
from bench.cost.stack import PricedStack
from bench.cost.usage import MONTH

__all__ = [
    "dollars",
    "line_rows",
    "month_rows",
    "people_label",
    "plan_rows",
    "price_rows",
    "short_rows",
    "usage_rows",
    "variant_rows",
]

Row = list[str]
MILLION = 1e6
SMALL = 0.001  # dollars per unit; a lower price is shown per million


def dollars(usd: float) -> str:
    return f"${usd:,.0f}" if usd >= 100 else f"${usd:.2f}"


def people_label(people: int) -> str:
    if not people:
        return "idle"
    return f"{people / MILLION:g} million people" if people >= MILLION else f"{people:,} people"


def month_rows(bills: Sequence[Bill], dearer: Sequence[Bill]) -> Iterator[Row]:
    """Yields one row per service, the most expensive of the last bill first, then the sums."""
    for service in bills[-1].services():
        yield [service, *(dollars(one.services().get(service, 0)) for one in bills)]
    yield ["**total**", *(f"**{dollars(one.usd)}**" for one in bills)]
    yield from _sums(bills, dearer)
    yield ["the setting that changes it", *map(setting_for, bills)]


def plan_rows(bills: Sequence[Bill]) -> Iterator[Row]:
    """Yields the cost of the site by use and by the cheapest plan that is large enough."""
    for one in bills:
        plan, by_use = plan_for(one), paid_by_use(one)
        (requests,) = (line.quantity for line in one.lines if line.price == "site_request")
        by_plan = f"{dollars(plan.usd)} ({plan.name})" if plan else "none is large enough"
        cheaper = "the plan" if plan and plan.usd < by_use else "by use"
        yield [people_label(one.people), f"{requests:,.0f}", dollars(by_use), by_plan, cheaper]


def short_rows(bills: Sequence[Bill], dearer: Sequence[Bill]) -> Iterator[Row]:
    yield ["a month", *(dollars(one.usd) for one in bills)]
    yield from _sums(bills, dearer)


def _sums(bills: Sequence[Bill], dearer: Sequence[Bill]) -> Iterator[Row]:
    yield ["after the free units of every account", *(dollars(one.usd - one.free) for one in bills)]
    yield ["with `userPoolTier: ESSENTIALS`", *(dollars(one.usd) for one in dearer)]
    yield ["per person", *(f"${one.usd / one.people:.4f}" if one.people else "" for one in bills)]
    yield ["largest part", *map(dominant, bills)]


def line_rows(one: Bill) -> Iterator[Row]:
    """Yields each line of a bill, by service."""
    order = list(one.services())
    for line in sorted(one.lines, key=lambda line: (order.index(line.service), -line.usd)):
        yield [line.service, PRICES[line.price].unit, _quantity(line.quantity), dollars(line.usd)]


def variant_rows(stack: PricedStack, people: int, measured: MeasuredUnits) -> Iterator[Row]:
    before = bill(stack, people, measured).usd
    for what, turned in variants(stack):
        usd = bill(turned, people, measured).usd
        yield [what, dollars(usd), f"{'−' if usd < before else '+'}{dollars(abs(usd - before))}"]


def usage_rows(stack: PricedStack, measured: MeasuredUnits) -> Iterator[Row]:
    """Yields a person's month, operation by operation."""
    for use in MONTH.uses:
        units = units_of(use, measured, stack.shards)
        ms = seconds_of(use, measured, stack.shards, stack.memory_gb) * 1000
        yield [
            f"`{use.operation_id}`",
            f"{use.times:g}",
            f"{units.read:g}",
            f"{units.write:g}",
            f"{ms:.0f} ms",
        ]


def price_rows(prices: Mapping[str, Price] = PRICES) -> Iterator[Row]:
    for price in prices.values():
        free = _quantity(price.free) if price.free else ""
        source = f"[{price.read}]({price.source})"
        doubt = f"**unverified**: {price.unverified}" if price.unverified else ""
        yield [price.service, price.unit, _tiers(price), free, source, doubt]


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

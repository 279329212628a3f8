"""Prints a month's bill of a stack, or with --write writes docs/cost.md and the README's table."""

import sys
from argparse import ArgumentParser

from bench.charts import GREEN, RED, logarithmic, picture
from bench.cost.advice import dominant, setting_for
from bench.cost.measured import MeasuredUnits
from bench.cost.month import Bill, bill
from bench.cost.page import PAGE, page, readme
from bench.cost.stack import PricedStack, stack_of
from bench.cost.tables import dollars, lines, people_label
from bench.report import README
from ops.command import plain_errors

WRITTEN = "prod"
PLOTTED = [round(10 ** (power / 4)) for power in range(8, 29)]  # a hundred to ten million people
COLORS = (GREEN, RED, "#1f5fa8", "#8a5fb0", "#b8860b", "#2a9d8f", "#9a3b5f", "#708238")


@plain_errors()
def main() -> None:
    parser = ArgumentParser(prog="make cost", description=__doc__)
    parser.add_argument("--users", default="")
    parser.add_argument("--stack", default=WRITTEN)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    measured = MeasuredUnits.read()
    if arguments.write:
        return _write(stack_of(WRITTEN), measured)
    _print_bill(_people(arguments.users), stack_of(arguments.stack), measured)


def _people(text: str) -> int:
    if not text.replace("_", "").isdecimal():
        sys.exit(f"how many people? make cost USERS=100000 STACK=prod, not USERS={text}")
    return int(text)


def _print_bill(people: int, stack: PricedStack, measured: MeasuredUnits) -> None:
    one = bill(stack, people, measured)
    print(lines(one))
    print(f"\n{stack.name}, {people_label(people)}: {dollars(one.usd)} a month", end="")
    print(f", {dollars(one.usd - one.free)} less what AWS gives every account")
    print(f"most of it: {dominant(one)}; the setting to turn: {setting_for(one)}")
    print("how it is computed, and which prices are unverified: docs/cost.md")


def _write(stack: PricedStack, measured: MeasuredUnits) -> None:
    _draw([bill(stack, people, measured) for people in PLOTTED])
    PAGE.write_text(page(stack, measured), encoding="utf-8")
    README.write_text(readme(README.read_text(encoding="utf-8"), stack, measured), encoding="utf-8")
    print(f"written: {PAGE.name}, {README.name}")


def _draw(bills: list[Bill]) -> None:
    """Draws the most expensive services of the last bill, and the sum."""
    people, last = [one.people for one in bills], bills[-1]
    with picture("cost", 5) as figure:
        axes = figure.subplots()
        sums = [one.usd for one in bills]
        axes.plot(people, sums, color="black", linewidth=3, label=f"all: {dollars(last.usd)}")
        for (service, usd), color in zip(last.services().items(), COLORS, strict=False):
            costs = [one.services().get(service, 0) for one in bills]
            axes.plot(people, costs, color=color, linewidth=2.2, label=f"{service}: {dollars(usd)}")
        title = "dollars a month; both scales are logarithmic"
        ticks = [10.0**power for power in range(-1, 8)]
        logarithmic(axes, title, "people in the month", ticks[3:], ticks[:6])
        axes.set_ylim(0.1, None)
        figure.legend(frameon=False, loc="outside right center")


if __name__ == "__main__":
    main()

"""Prints a month's bill of a stack, or with --write writes docs/cost.md and the README's table."""

import sys
from argparse import ArgumentParser

from bench.cost.advice import dominant, setting_for
from bench.cost.measured import MeasuredUnits
from bench.cost.month import bill
from bench.cost.page import LINE_HEADER, PAGE, page, readme
from bench.cost.plot import plot
from bench.cost.stack import PricedStack, stack_of
from bench.cost.tables import dollars, line_rows, people_label
from bench.report import DOCS, README, table
from ops.command import plain_errors

WRITTEN = "prod"
PLOTTED = [round(10 ** (power / 4)) for power in range(8, 29)]  # a hundred to ten million people


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
    print(table(LINE_HEADER, line_rows(one)))
    print(f"\n{stack.name}, {people_label(people)}: {dollars(one.usd)} a month", end="")
    print(f", {dollars(one.usd - one.free)} less what AWS gives every account")
    print(f"most of it: {dominant(one)}; the setting to turn: {setting_for(one)}")
    print("how it is computed, and which prices are unverified: docs/cost.md")


def _write(stack: PricedStack, measured: MeasuredUnits) -> None:
    plot([bill(stack, people, measured) for people in PLOTTED], DOCS / "performance" / "cost.svg")
    PAGE.write_text(page(stack, measured), encoding="utf-8")
    README.write_text(readme(README.read_text(encoding="utf-8"), stack, measured), encoding="utf-8")
    print(f"written: {PAGE.name}, {README.name}")


if __name__ == "__main__":
    main()

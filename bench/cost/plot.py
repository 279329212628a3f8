"""A chart of the bill: dollars per month by service and number of people, on logarithmic scales."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from bench.cost.month import Bill
from bench.cost.tables import dollars

__all__ = ["plot"]

GREY = "#666666"
COLORS = ("#0b6e4f", "#c1440e", "#1f5fa8", "#8a5fb0", "#b8860b", "#2a9d8f", "#9a3b5f", "#708238")
SHOWN = len(COLORS)

mpl.rcParams.update({"font.size": 11, "svg.hashsalt": "cost"})  # the same picture for the same figures


def plot(bills: Sequence[Bill], file: Path) -> None:
    """Draws the most expensive services of the last bill, and the sum."""
    people, services = [one.people for one in bills], list(bills[-1].services())[:SHOWN]
    figure = Figure(figsize=(11, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot(
        people, [one.usd for one in bills], color="black", linewidth=3, label=f"all: {dollars(bills[-1].usd)}"
    )
    for service, color in zip(services, COLORS, strict=False):
        usd = [one.services().get(service, 0) for one in bills]
        axes.plot(people, usd, color=color, linewidth=2.2, label=f"{service}: {dollars(usd[-1])}")
    axes.set(xscale="log", yscale="log", xlabel="people in the month", ylim=(0.1, None))
    axes.set_title("dollars a month; both scales are logarithmic", loc="left", fontsize=12)
    axes.grid(color="#e4e4e4", linewidth=0.8)
    axes.minorticks_off()
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, colors=GREY)
    axes.xaxis.set_major_formatter(lambda number, _: f"{number:,.0f}")
    axes.yaxis.set_major_formatter(lambda number, _: f"{number:,.10g}")
    figure.legend(frameon=False, loc="outside right center")
    figure.savefig(file, metadata={"Date": None})

"""A chart of the two designs: units by number of Dwipps, on logarithmic scales."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.flat.runs import CostRun, Costs

__all__ = ["plot"]

PANELS = (
    ("A page of the feed", "feed, first page", "read"),
    ("A page of my Dwipps", "my Dwipps", "read"),
    ("An upvote", "upvote: POST, setting it", "write"),
)
OURS, ORIGINAL, GREY = "#0b6e4f", "#c1440e", "#666666"

mpl.rcParams.update({"font.size": 11, "svg.hashsalt": "flat"})  # the same picture for the same figures


def plot(runs: Sequence[CostRun], file: Path) -> None:
    """`runs` has one run per size."""
    figure = Figure(figsize=(11, 4.2), layout="constrained")
    panels = figure.subplots(1, len(PANELS), sharex=True, sharey=True)
    for axes, (title, operation, unit) in zip(panels, PANELS, strict=True):
        _frame(axes, f"{title}: {unit} units", [run.dwipps for run in runs])
        _line(axes, runs, [_units(run.operations, operation, unit) for run in runs], "Dwipper", OURS)
        _line(axes, runs, [_units(run.original, operation, unit) for run in runs], "the original", ORIGINAL)
    figure.savefig(file, metadata={"Date": None})


def _units(costs: Costs, operation: str, unit: str) -> float:
    return costs[operation][unit]


def _frame(axes: Axes, title: str, sizes: Sequence[int]) -> None:
    axes.set(xscale="log", yscale="log", xlabel="Dwipps in the table", xlim=(60, 200_000), ylim=(1, 10_000))
    axes.set_title(title, loc="left", fontsize=12)
    axes.set_xticks(sizes, [f"{size:,}".replace(",000", "k") for size in sizes])
    axes.set_yticks([1, 10, 100, 1_000, 10_000], ["1", "10", "100", "1,000", "10,000"])
    axes.minorticks_off()
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0, colors=GREY)


def _line(axes: Axes, runs: Sequence[CostRun], units: Sequence[float], label: str, color: str) -> None:
    sizes = [run.dwipps for run in runs]
    axes.plot(sizes, units, color=color, linewidth=2.2, marker="o", markersize=5)
    axes.annotate(
        f"{label}: {units[-1]:,.10g}",
        (sizes[-1], units[-1]),
        xytext=(6, 8),
        textcoords="offset points",
        ha="right",
        color=color,
        fontweight="bold",
    )

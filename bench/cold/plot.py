"""A chart of the cold starts: their times and their instructions."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.cold.results import ColdStarts

__all__ = ["plot"]

OURS, PEER, GREY = "#0b6e4f", "#b9b9b9", "#666666"

mpl.rcParams.update({"font.size": 11, "svg.hashsalt": "cold"})  # the same picture for the same figures


def plot(results: Sequence[ColdStarts], ours: Sequence[str], file: Path) -> None:
    """Highlights the functions that are named in `ours`."""
    figure = Figure(figsize=(11, 0.52 * len(results) + 1.1), layout="constrained")
    times, counts = figure.subplots(1, 2, sharey=True)
    colors = [OURS if one.name in ours else PEER for one in results]
    labels = [one.label for one in results]
    times.barh(labels, [one.total for one in results], color=colors, height=0.62)
    for row, one in enumerate(results):
        times.plot(one.quartiles, [row, row], color="#333333", linewidth=1.4)
        _label(times, row, one.total, beyond=max(one.quartiles))
    counts.barh(labels, [one.instructions or 0 for one in results], color=colors, height=0.62)
    for row, one in enumerate(results):
        _label(counts, row, one.instructions or 0, beyond=one.instructions or 0)
    _frame(times, "import to first answer, ms (median, quartiles)")
    _frame(counts, "million instructions")
    times.invert_yaxis()
    figure.savefig(file, metadata={"Date": None})


def _frame(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=12)
    axes.spines[["top", "right", "bottom", "left"]].set_visible(False)
    axes.tick_params(length=0, colors=GREY, labelcolor="#222222")
    axes.set_xticks([])
    axes.margins(x=0.14)


def _label(axes: Axes, row: int, value: float, beyond: float) -> None:
    axes.annotate(
        f"{value:,.0f}",
        (beyond, row),
        xytext=(7, 0),
        textcoords="offset points",
        va="center",
        color="#222222",
    )

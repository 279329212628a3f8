"""A chart of the warm requests: a panel per operation, a row per function, with median and 99th percentile."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.warm.blocks import Found, RequestTimes

__all__ = ["plot"]

OURS, PEER, GREY = "#0b6e4f", "#9a9a9a", "#666666"

mpl.rcParams.update({"font.size": 11, "svg.hashsalt": "warm"})  # the same picture for the same figures


def plot(parts: Sequence[tuple[str, str, float, Found]], ours: Sequence[str], file: Path) -> None:
    """Draws the parts. Each has a name, a unit, its length in microseconds, and the times."""
    heights = [len(found) for *_, found in parts]
    figure = Figure(figsize=(11, 0.42 * sum(heights) + 1.1 * len(parts)), layout="constrained")
    rows = figure.subfigures(len(parts), 1, height_ratios=heights, squeeze=False)[:, 0]
    for row, (title, unit, size, found) in zip(rows, parts, strict=True):
        row.suptitle(f"{title}, {unit}", x=0.01, ha="left", fontsize=12, fontweight="bold")
        operations = list(next(iter(found.values())))
        for axes, name in zip(row.subplots(1, len(operations), sharey=True), operations, strict=True):
            _panel(axes, name, {label: took[name] for label, took in found.items()}, size, ours)
    figure.savefig(file, metadata={"Date": None})


def _panel(
    axes: Axes, title: str, took: Mapping[str, RequestTimes], size: float, ours: Sequence[str]
) -> None:
    medians = [one.median / size for one in took.values()]
    axes.barh(list(took), medians, color=[OURS if label in ours else PEER for label in took], height=0.6)
    axes.set_title(title, loc="left", fontsize=11)
    axes.spines[["top", "right", "bottom", "left"]].set_visible(False)
    axes.tick_params(length=0, colors=GREY, labelcolor="#222222")
    axes.set_xticks([])
    axes.margins(x=0.2)
    axes.invert_yaxis()
    for row, value in enumerate(medians):
        text = f"{value:,.0f}" if value >= 20 else f"{value:.1f}"
        axes.annotate(text, (value, row), xytext=(5, 0), textcoords="offset points", va="center")

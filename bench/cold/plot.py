"""A picture of the cold starts: their times, and the instructions they take."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.cold.told import Told

__all__ = ["plot"]

OURS, PEER, GREY = "#0b6e4f", "#b9b9b9", "#666666"

mpl.rcParams.update({"font.size": 11, "svg.hashsalt": "cold"})  # the same picture for the same figures


def plot(told: Sequence[Told], ours: Sequence[str], file: Path) -> None:
    """Those that are named in `ours` stand out."""
    figure = Figure(figsize=(11, 0.52 * len(told) + 1.1), layout="constrained")
    times, counts = figure.subplots(1, 2, sharey=True)
    colors = {one.label: OURS if one.name in ours else PEER for one in told}
    _bars(
        times,
        "import to first answer, ms (median, quartiles)",
        {one.label: one.total for one in told},
        colors,
    )
    for row, one in enumerate(told):
        times.plot(one.quartiles, [row, row], color="#333333", linewidth=1.4)
    counted = {one.label: one.instructions or 0 for one in told}
    _bars(counts, "million instructions", counted, colors)
    times.invert_yaxis()
    figure.savefig(file, metadata={"Date": None})


def _bars(axes: Axes, title: str, values: Mapping[str, float], colors: Mapping[str, str]) -> None:
    axes.barh(list(values), list(values.values()), color=[colors[label] for label in values], height=0.62)
    axes.set_title(title, loc="left", fontsize=12)
    axes.spines[["top", "right", "bottom", "left"]].set_visible(False)
    axes.tick_params(length=0, colors=GREY, labelcolor="#222222")
    axes.set_xticks([])
    axes.margins(x=0.14)
    for row, value in enumerate(values.values()):
        axes.annotate(
            f"{value:,.0f}",
            (value, row),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            color="#222222",
        )

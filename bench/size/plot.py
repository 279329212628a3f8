"""A chart of the zip: one bar per package."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from bench.size.contents import Weight

__all__ = ["plot"]

GREEN, GREY = "#0b6e4f", "#666666"
MB = 1e6

mpl.rcParams.update({"font.size": 11, "svg.hashsalt": "size"})  # the same picture for the same figures


def plot(packages: Mapping[str, Weight], file: Path) -> None:
    """Draws the largest package at the top."""
    names = list(packages)[::-1]
    megabytes = [packages[name].zipped / MB for name in names]
    figure = Figure(figsize=(11, 0.32 * len(names) + 0.8), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(names, megabytes, color=GREEN)
    axes.bar_label(bars, [f"{one:.2f}" for one in megabytes], padding=4, color=GREY)
    axes.set_title("MB in the zip", loc="left", fontsize=12)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, colors=GREY)
    figure.savefig(file, metadata={"Date": None})

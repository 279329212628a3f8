"""A chart of the load: milliseconds by number of clients, one panel per operation."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.load.figures import LABELS

__all__ = ["plot"]

GREEN, GREY = "#0b6e4f", "#666666"
SHARES = {50: ("median", 1.0), 95: ("95 of 100", 0.6), 99: ("99 of 100", 0.35)}

mpl.rcParams.update({"font.size": 11, "svg.hashsalt": "load"})  # the same picture for the same figures


def plot(figures: dict[str, Any], file: Path) -> None:
    """Draws the figures of load.json."""
    figure = Figure(figsize=(11, 3.6), layout="constrained")
    panels = figure.subplots(1, len(LABELS), sharex=True, sharey=True)
    for axes, (name, label) in zip(panels, LABELS.items(), strict=True):
        _panel(axes, label.replace("`", ""), figures["cells"][name])
    panels[0].set_ylabel("milliseconds")
    panels[0].legend(frameon=False, loc="upper left")
    figure.savefig(file, metadata={"Date": None})


def _panel(axes: Axes, title: str, cells: dict[str, dict[str, float]]) -> None:
    clients = [int(one) for one in cells]
    for share, (label, alpha) in SHARES.items():
        ms = [cell[f"p{share}_ms"] for cell in cells.values()]
        axes.plot(clients, ms, color=GREEN, alpha=alpha, linewidth=2.2, marker="o", markersize=5, label=label)
    axes.set(xscale="log", yscale="log", xlabel="clients at once")
    axes.set_title(title, loc="left", fontsize=12)
    axes.set_xticks(clients, [str(one) for one in clients])
    axes.set_yticks([1, 10, 100, 1_000], ["1", "10", "100", "1,000"])
    axes.minorticks_off()
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0, colors=GREY)

"""Charts in one style, in docs/performance/. The same figures give the same picture."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.report import DOCS

__all__ = ["GREEN", "RED", "bars", "logarithmic", "picture"]

GREEN, RED, LIGHT, GREY, DARK = "#0b6e4f", "#c1440e", "#b9b9b9", "#666666", "#222222"

Range = tuple[float, float]


@contextmanager
def picture(name: str, height: float) -> Iterator[Figure]:
    """Yields a figure to draw in, of this height in inches, and writes it."""
    with mpl.rc_context({"font.size": 11, "svg.hashsalt": name}):
        figure = Figure(figsize=(11, height), layout="constrained")
        yield figure
        figure.savefig(DOCS / "performance" / f"{name}.svg", metadata={"Date": None})


def bars(
    axes: Axes,
    title: str,
    values: Mapping[str, float],
    *,
    ours: Collection[str],
    digits: int = 1,
    ranges: Sequence[Range] = (),
) -> None:
    """Draws a bar for each value, the first at the top, and a line over its range. Values below 20 have decimals."""
    lengths = list(values.values())
    spans = [(one - low, high - one) for one, (low, high) in zip(lengths, ranges, strict=False)]
    errors = list(zip(*spans, strict=True)) or None
    colors = [GREEN if label in ours else LIGHT for label in values]
    drawn = axes.barh(list(values), lengths, color=colors, height=0.62, xerr=errors, ecolor="#333333")
    labels = [f"{one:,.0f}" if one >= 20 else f"{one:.{digits}f}" for one in lengths]
    axes.bar_label(drawn, labels, padding=6, color=DARK)
    axes.set_xticks([])
    axes.margins(x=0.17)
    axes.yaxis.set_inverted(True)
    _style(axes, title)


def logarithmic(axes: Axes, title: str, below: str, x: Sequence[float], y: Sequence[float]) -> None:
    """Prepares axes for lines, with these ticks on both logarithmic scales."""
    axes.set(xscale="log", yscale="log", xlabel=below)
    axes.set_xticks(x, [f"{one:,.10g}" for one in x])
    axes.set_yticks(y, [f"{one:,.10g}" for one in y])
    axes.minorticks_off()
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
    _style(axes, title)


def _style(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=12)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, colors=GREY, labelcolor=DARK)

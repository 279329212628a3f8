"""A table of levers: the time with all of them, and with each off in turn."""

from collections.abc import Mapping, Sequence

__all__ = ["HEADER", "OFF", "ON", "rows"]

ON, OFF = "all levers", "none of them"
HEADER = ("Lever", "off, ms", "worth, ms", "off / on")


def rows(medians: Mapping[str, float], digits: int) -> Sequence[tuple[str, str, str, str]]:
    """Of milliseconds, to so many digits behind the point, by lever, with `ON` among them."""
    on = medians[ON]
    others = [(name, off) for name, off in medians.items() if name != ON]
    return [
        (ON, f"{on:.{digits}f}", "", ""),
        *((name, f"{off:.{digits}f}", f"{off - on:+.{digits}f}", f"{off / on:.2f}") for name, off in others),
    ]

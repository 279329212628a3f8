"""A table of levers: the time with all of them, and with each turned off."""

from collections.abc import Mapping, Sequence

__all__ = ["HEADER", "OFF", "ON", "rows"]

ON, OFF = "all levers", "none of them"
HEADER = ("Lever", "off, ms", "worth, ms", "off / on")


def rows(medians: Mapping[str, float], digits: int) -> Sequence[tuple[str, str, str, str]]:
    """Returns the rows from milliseconds by lever, with this many decimals. `ON` is the time with all levers."""
    on = medians[ON]
    others = [(name, off) for name, off in medians.items() if name != ON]
    return [
        (ON, f"{on:.{digits}f}", "", ""),
        *((name, f"{off:.{digits}f}", f"{off - on:+.{digits}f}", f"{off / on:.2f}") for name, off in others),
    ]

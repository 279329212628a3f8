"""Asks the operator for a confirmation."""

import os
import sys

__all__ = ["confirmed"]


def confirmed(question: str) -> bool:
    """Returns whether to go on. `YES=1` means yes without a question; without a terminal the answer is no."""
    if os.environ.get("YES") == "1":
        return True
    return sys.stdin.isatty() and input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}

"""What a person is asked."""

import os
import sys

__all__ = ["confirmed"]


def confirmed(question: str) -> bool:
    """Whether to go on. `YES=1` says so beforehand; without it, where nobody is at a terminal, the answer is no."""
    if os.environ.get("YES") == "1":
        return True
    return sys.stdin.isatty() and input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}

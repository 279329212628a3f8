"""How large the storms of requests and of kills are: `make storms` has them whole, all other runs a quarter."""

import os

__all__ = ["of_a_storm"]


def of_a_storm(whole: int) -> int:
    return whole if os.environ.get("WHOLE_STORMS") else whole // 4

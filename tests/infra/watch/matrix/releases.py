"""Faults of a new version that gets a tenth of the requests."""

from collections.abc import Iterator

from tests.infra.watch.faults import Fault, answered, failing, logged
from tests.infra.watch.stacks import WatchedStack

__all__ = ["release_faults"]

FAILED = "GET /api/v1/dwipps failed"


def release_faults(stack: WatchedStack) -> Iterator[Fault]:
    if not stack.releases:
        return
    yield Fault(
        "A new version fails during its release",
        "some 500",
        failing(stack, FAILED),
        frozenset({"new-version-errors", "api-5xx"}),
    )
    yield Fault(
        "The old version fails while its fix is released",
        "500",
        [*logged(stack, FAILED, 40, version="0"), answered(stack, 40)],
        frozenset({"api-5xx"}),
    )

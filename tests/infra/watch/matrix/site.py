"""Faults between the clients and the API."""

from collections.abc import Iterator

from tests.infra.watch.faults import Fault, made
from tests.infra.watch.stacks import WatchedStack

__all__ = ["site_faults"]


def site_faults(stack: WatchedStack) -> Iterator[Fault]:
    yield Fault(
        "CloudFront reaches neither the API nor the bucket",
        "502 or 504, and no page",
        [made("AWS/CloudFront 5xxErrorRate", stack.site, 100.0)],
        frozenset({"site-5xx"}),
    )
    for rule in ("accounts", "requests"):
        yield Fault(
            "One address sends more than its limit",
            "429 for that address",
            [made("AWS/WAFV2 BlockedRequests", stack.limit(rule), *[1] * 400)],
            frozenset({"site-limited"}),
            rule,
        )

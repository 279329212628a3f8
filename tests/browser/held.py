"""Answers that a test holds back."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route

__all__ = ["held"]


@contextmanager
def held(page: Page, url: str, method: str) -> Iterator[list[Route]]:
    """Holds requests of a method to a URL back until the end of the block, and lists them."""
    routes: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == method:
            routes.append(route)
        else:
            route.fallback()

    page.route(url, hold)
    yield routes
    for route in routes:
        route.continue_()
    page.unroute(url, hold)

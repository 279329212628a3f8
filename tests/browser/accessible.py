"""axe-core, in a page whose content security policy lets no script of another origin in."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

__all__ = ["violations"]

# A rule that axe has no certain result for is left to people.
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def violations(page: Page) -> list[str]:
    """Returns what axe-core finds: the rule, and the elements.

    The script goes in by the browser's debugging protocol, which the page's policy does not concern.
    """
    page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate("(options) => axe.run(options)", OPTIONS)
    return [
        f"{violation['id']}: {violation['help']}: {[node['html'] for node in violation['nodes']]}"
        for violation in found["violations"]
    ]

"""The browser: Debian's Chromium, under Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Playwright, expect, sync_playwright

from tests.platform.browser import CHROMIUM

__all__ = ["EXECUTABLE", "PATIENCE", "Chromium", "launched"]

# Debian's headless shell is Chromium without the parts around the page, which take half of the processor time.
EXECUTABLE = shutil.which("chromium-headless-shell") or CHROMIUM
PATIENCE = 60_000  # milliseconds, for a busy machine
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]


class Chromium:
    """A running Chromium. `browser` is the present one: see `new_context`."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self.browser = self._launch()

    def new_context(self, **options: Any) -> BrowserContext:  # noqa: ANN401  of Playwright
        """Returns a browser with its own cookies. Chromium is started again if it has crashed since the last one."""
        try:
            return self.browser.new_context(**options)
        except Error:
            if self.browser.is_connected():
                raise
            self.browser = self._launch()
            return self.browser.new_context(**options)

    def _launch(self) -> Browser:
        return self._playwright.chromium.launch(executable_path=EXECUTABLE, args=OPTIONS)


@contextmanager
def launched() -> Iterator[Chromium]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = Chromium(playwright)
        yield chromium
        chromium.browser.close()

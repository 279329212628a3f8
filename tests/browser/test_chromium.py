"""The tests' own Chromium."""

from contextlib import suppress

from playwright.sync_api import Error

from tests.browser.chromium import Chromium


def test_chromium_is_started_again_after_it_has_crashed(chromium: Chromium) -> None:
    with suppress(Error):
        chromium.browser.new_browser_cdp_session().send("Browser.crash")

    with chromium.new_context() as context:
        assert context.new_page().evaluate("1 + 1") == 2

"""Which keys are the page's own, and what they do where."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.device import Device
from tests.platform.api import Somebody

FAR = 1500  # pixels down the feed


@pytest.fixture
def feed(device: Device) -> Page:
    """The feed of the demo, which is longer than the screen."""
    page = device.open("/")
    page.get_by_role("button", name="Log in as Ada").click()
    expect(page.get_by_role("article").nth(9)).to_be_attached()
    return page


def test_a_key_with_a_modifier_is_the_browsers(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    dwipp = device.write("Combs are for other people.")
    dwipp.focus()
    for modifier in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{modifier}+f")
    page.keyboard.press("l")

    expect(dwipp.get_by_role("button", name="Upvote, 1 upvote", pressed=True)).to_be_visible()
    expect(dwipp.get_by_role("button", name="Favorite, 0 favorites", pressed=False)).to_be_visible()


def test_keys_rest_while_a_dialog_is_open(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_role("heading", name="My profile", level=1)).to_be_visible()
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("button", name="Close").focus()
    page.keyboard.press("n")

    assert urlsplit(page.url).path == "/me"


def test_the_key_for_writing_leads_from_another_page_into_the_box(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_role("heading", name="My profile", level=1)).to_be_visible()
    page.keyboard.press("n")

    expect(page.get_by_role("textbox", name="Your thought")).to_be_focused()


def test_the_key_for_writing_does_nothing_for_a_guest(device: Device) -> None:
    page = device.open("/forgot")
    expect(page.get_by_role("link", name="I have a code")).to_be_visible()
    page.keyboard.press("n")

    assert urlsplit(page.url).path == "/forgot"


def test_a_key_that_is_held_down_goes_on_to_the_next_dwipp(feed: Page) -> None:
    for _ in range(2):
        feed.keyboard.down("j")

    expect(feed.get_by_role("article").nth(1)).to_be_focused()


def test_the_first_key_leads_to_what_is_on_the_screen(feed: Page) -> None:
    feed.evaluate(f"scrollTo(0, {FAR})")
    feed.keyboard.press("j")
    expect(feed.locator("article:focus")).to_be_in_viewport()

    assert feed.evaluate("scrollY") > FAR / 2


def test_keys_scroll_to_where_they_lead(feed: Page) -> None:
    for _ in range(10):
        feed.keyboard.press("j")

    expect(feed.locator("article:focus")).to_be_in_viewport()

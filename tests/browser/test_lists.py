"""Long lists: in pieces, and with a memory of where somebody was."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.device import A_FRAME, Device
from tests.platform.api import LaptopApi, Somebody

FULL_PAGE = 20
DWIPPS = 35
# The articles that were inserted without a pause in between: observers are called after each task's microtasks.
NOTE_PIECES = """window.pieces = [];
new MutationObserver((changes) => {
  const added = changes.flatMap(({addedNodes}) => [...addedNodes]).filter((one) => one instanceof Element);
  const articles = added.flatMap((one) => one.matches("article") ? [one] : [...one.querySelectorAll("article")]);
  if (articles.length) pieces.push(articles.length);
}).observe(document, {childList: true, subtree: true});"""


@pytest.fixture
def long_list(device: Device, api: LaptopApi, ada: Somebody) -> Page:
    """The page of somebody with two pages of Dwipps, in a browser that notes in which pieces articles appear."""
    for number in range(DWIPPS):
        api.call("POST", "/dwipps", {"text": f"Drop number {number}. " + "Wet. " * 40}, token=ada.access)
    page = device.log_in(ada)
    page.context.add_init_script(NOTE_PIECES)
    page.goto("/me/dwipps")
    expect(page.get_by_role("article")).to_have_count(FULL_PAGE)
    return page


def test_a_list_appears_a_few_at_a_time_so_that_no_task_is_long(long_list: Page) -> None:
    assert max(long_list.evaluate("pieces")) <= 5


def test_the_size_of_a_list_is_unknown_until_its_end(long_list: Page) -> None:
    first = long_list.get_by_role("article").first

    expect(first).to_have_attribute("aria-setsize", "-1")


def test_what_has_the_focus_stays_while_it_is_far_away(long_list: Page) -> None:
    first = long_list.get_by_text(f"Drop number {DWIPPS - 1}.")
    long_list.get_by_role("article").first.focus()
    for _ in range(2):  # the second page makes the list longer
        long_list.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        expect(long_list.get_by_text("That is all.")).to_be_visible()
    long_list.evaluate(A_FRAME)

    expect(first).to_have_count(1)


def test_what_was_far_away_comes_back_a_few_at_a_time_and_at_its_place(long_list: Page) -> None:
    first, last = (long_list.get_by_text(f"Drop number {number}.") for number in (DWIPPS - 1, 0))
    for _ in range(2):  # the second page makes the list longer
        long_list.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        expect(long_list.get_by_text("That is all.")).to_be_visible()
    expect(last).to_be_visible()
    expect(first).to_have_count(0)
    height = long_list.evaluate("document.documentElement.scrollHeight")
    long_list.evaluate("pieces.length = 0")
    long_list.evaluate("scrollTo(0, 0)")

    expect(first).to_be_visible()
    expect(long_list.get_by_text(f"Drop number {DWIPPS - FULL_PAGE}.")).to_have_count(1)
    assert max(long_list.evaluate("pieces")) <= 5
    assert long_list.evaluate("document.documentElement.scrollHeight") == height

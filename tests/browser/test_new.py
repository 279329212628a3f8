"""Dwipps that others write while somebody reads the feed."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.device import Device
from tests.platform.api import LaptopApi, Somebody


@pytest.fixture
def text() -> str:
    return f"Fog is a cloud that came down to read. {uuid4()}"


@pytest.fixture
def reader(device: Device, api: LaptopApi, ada: Somebody, text: str) -> Page:
    """The feed of somebody who has read far down, when somebody else has written."""
    page = device.log_in(ada)
    expect(page.get_by_role("article").nth(9)).to_be_attached()
    page.evaluate("scrollTo(0, 800)")
    assert api.call("POST", "/dwipps", {"text": text}, token=api.somebody().access).ok
    page.evaluate("dispatchEvent(new Event('focus'))")  # as if they came back to the tab
    expect(page.get_by_role("button", name="1 new")).to_be_visible()
    return page


def test_a_new_dwipp_is_said(reader: Page) -> None:
    expect(reader.get_by_role("status").filter(has_text="1 new Dwipp")).to_be_attached()


def test_the_button_leads_up_to_the_new_dwipp(reader: Page, text: str) -> None:
    reader.get_by_role("button", name="1 new").click()

    expect(reader.get_by_role("article").filter(has_text=text)).to_be_in_viewport()


def test_the_link_of_the_feed_shows_the_new_dwipp(reader: Page, text: str) -> None:
    reader.get_by_role("link", name="Feed").click()

    expect(reader.get_by_role("article").filter(has_text=text)).to_be_visible()

"""The network goes away, and comes back."""

import pytest
from playwright.sync_api import expect

from tests.browser.device import Device
from tests.platform.api import Somebody

NO_NETWORK = "net::ERR_INTERNET_DISCONNECTED"


def test_offline_is_said_what_is_loaded_stays_and_afterwards_all_goes_on(
    device: Device, ada: Somebody
) -> None:
    device.expects(NO_NETWORK)
    page = device.log_in(ada)
    dwipp = device.write("Rain is the sky taking a shower.")

    device.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    expect(dwipp).to_be_visible()
    dwipp.get_by_role("button", name="Upvote").click()
    expect(page.get_by_text("Your upvote was not saved.")).to_be_visible()
    page.get_by_role("textbox", name="Your thought").fill("Written in the cellar.")
    page.get_by_role("button", name="Dwipp it").click()
    composer = page.get_by_role("form", name="Write a Dwipp")
    expect(composer.get_by_role("alert")).to_contain_text("Dwipper cannot be reached.")

    device.context.set_offline(False)
    expect(page.get_by_text("You are offline.")).to_be_hidden()
    page.get_by_role("button", name="Dwipp it").click()
    expect(device.dwipp("Written in the cellar.")).to_be_visible()
    dwipp.get_by_role("button", name="Upvote").click()
    expect(dwipp.get_by_role("button", name="Upvote, 1 upvote", pressed=True)).to_be_visible()


def test_a_page_that_is_opened_offline_by_a_link_loads_once_the_network_is_back(
    device: Device, ada: Somebody
) -> None:
    device.expects(NO_NETWORK)
    page = device.log_in(ada)
    device.write("Mirrors are shy in the steam.")
    device.context.set_offline(True)
    page.get_by_role("link", name="Mine").click()
    expect(page.get_by_role("alert")).to_contain_text("Dwipper cannot be reached.")

    device.context.set_offline(False)

    expect(device.dwipp("Mirrors are shy in the steam.")).to_be_visible()


@pytest.mark.parametrize("link", ["Profile", "just now"])
def test_one_thing_that_is_opened_offline_loads_once_the_network_is_back(
    device: Device, ada: Somebody, link: str
) -> None:
    device.expects(NO_NETWORK)
    page = device.log_in(ada)
    device.write("Mirrors are shy in the steam.")
    device.context.set_offline(True)
    page.get_by_role("link", name=link).first.click()
    expect(page.get_by_role("alert").first).to_contain_text("Dwipper cannot be reached.")

    device.context.set_offline(False)

    expect(page.get_by_role("alert")).to_have_count(0)

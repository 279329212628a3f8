"""axe-core finds nothing on any page, in any state, in light and dark, on a phone and a desktop."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessible import violations
from tests.browser.conftest import NewDevice
from tests.browser.device import PHONE, Device
from tests.platform.api import LaptopApi, Somebody, a_new_email

LOOKS = [
    {"color_scheme": "light"},
    {"color_scheme": "dark", "viewport": PHONE, "has_touch": True},
]
OPEN = ["/", "/login", "/register", "/confirm", "/forgot", "/reset", "/nowhere", "/mailbox"]
OWN = {"/": "Feed", "/me": "My profile", "/me/dwipps": "My Dwipps", "/me/favorites": "My favorites"}


def fits(page: Page) -> bool:
    """Returns whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.fixture(params=LOOKS, ids=["light desktop", "dark phone"])
def looking(request: pytest.FixtureRequest, new_device: NewDevice) -> Device:
    return new_device(**request.param)


def check(page: Page) -> None:
    assert violations(page) == []
    assert fits(page)


def test_the_pages_of_everybody(looking: Device, api: LaptopApi) -> None:
    api.registered(f"{'long' * 15}-{a_new_email()}")
    for path in OPEN:
        page = looking.open(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check(page)


def test_the_pages_of_a_person(looking: Device, api: LaptopApi, ada: Somebody) -> None:
    for number in range(3):
        answer = api.call("POST", "/dwipps", {"text": f"Thought {number}, of a duck."}, token=ada.access)
        api.call("PUT", f"/dwipps/{answer.json()['id']}/favorite", token=ada.access)
    page = looking.log_in(ada)
    for path, title in OWN.items():
        looking.open(path)
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        if path != "/me":
            expect(page.get_by_role("article").first).to_be_visible()
        check(page)
    page.get_by_role("article").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("My favorites")
    expect(page.get_by_role("article").first).to_be_visible()
    check(page)
    page.get_by_role("article").first.get_by_role("link").last.click()
    expect(page.get_by_role("heading", name="Favorited by")).to_be_visible()
    check(page)


def test_the_states_of_a_page(looking: Device, ada: Somebody) -> None:
    looking.expects("net::ERR")
    page = looking.log_in(ada)

    page.get_by_role("textbox", name="Your thought").fill("a" * 300)
    expect(page.get_by_text("20 too many")).to_be_visible()
    check(page)

    dwipp = looking.write("Baths are soup for people.")
    dwipp.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("textbox", name="Your text")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Cancel").click()

    dwipp.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("dialog")).to_contain_text("Delete this Dwipp?")
    check(page)
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Favorites").click()
    expect(page.get_by_text("No favorites yet.")).to_be_visible()
    check(page)

    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog")).to_contain_text("the next Dwipp")
    check(page)
    page.keyboard.press("Escape")

    page.route("**/api/v1/me/dwipps*", lambda route: route.abort())
    page.get_by_role("link", name="Mine").click()
    expect(page.get_by_text("Dwipper cannot be reached.")).to_be_visible()
    looking.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    check(page)

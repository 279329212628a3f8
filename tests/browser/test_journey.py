"""Two people on two devices, from the first visit to the last."""

import re

from playwright.sync_api import expect

from localcloud.demo.people import DEMO_LOGIN
from tests.browser.conftest import NewDevice
from tests.browser.device import Device
from tests.contract.people import a_new_email

PASSWORD = "Correct-Horse-9"


def register(device: Device, email: str, name: str) -> None:
    """Registers by the form. The code comes from the mailbox, by one click."""
    page = device.open("/")
    page.get_by_role("link", name="Register").click()
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("button", name="Fill in the code").click()
    expect(page.get_by_label("Code", exact=True)).to_have_value(re.compile(r"^\d{6}$"))
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()


def test_somebody_new_meets_somebody_of_the_demo(new_device: NewDevice) -> None:
    new, other = new_device(), new_device()
    register(new, a_new_email(), "Noor")
    other.open("/").get_by_role("button", name="Log in as Ada").click()
    expect(other.page.get_by_role("article").first).to_be_visible()

    new.write("Fish have never seen the sea from outside.")
    other.page.evaluate("dispatchEvent(new Event('focus'))")  # as if she came back to the tab
    other.page.get_by_role("button", name="1 new").click()
    theirs = other.dwipp("Fish have never")
    expect(theirs.get_by_role("link", name="Noor")).to_be_visible()
    theirs.get_by_role("button", name="Upvote").click()
    theirs.get_by_role("button", name="Favorite").click()
    expect(theirs.get_by_role("button", name="Upvote, 1 upvote", pressed=True)).to_be_visible()
    expect(theirs.get_by_role("button", name="Favorite, 1 favorite", pressed=True)).to_be_visible()
    other.page.get_by_role("link", name="Favorites").click()
    expect(other.dwipp("Fish have never")).to_be_visible()

    new.dwipp("Fish have never").get_by_role("link").last.click()
    expect(new.page.get_by_role("link", name=DEMO_LOGIN.name)).to_be_visible()
    expect(new.page.get_by_role("button", name="Upvote, 1 upvote", pressed=False)).to_be_visible()
    new.page.get_by_role("button", name="Edit").click()
    new.page.get_by_role("textbox", name="Your text").fill("Fish have never seen the sea.")
    new.page.get_by_role("button", name="Save").click()
    expect(new.page.get_by_text("edited")).to_be_visible()

    other.page.reload()
    other.dwipp("Fish have never seen the sea.").get_by_role("link", name="Noor").click()
    expect(other.page.get_by_role("heading", name="Noor", level=1)).to_be_visible()
    expect(other.dwipp("Fish have never seen the sea.")).to_be_visible()

    new.page.get_by_role("link", name="Mine").click()
    new.dwipp("Fish have never").get_by_role("button", name="Delete").click()
    new.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(new.dwipp("Fish have never")).to_have_count(0)
    other.page.reload()
    expect(other.page.get_by_text("There is no Dwipp by this person.")).to_be_visible()


def test_somebody_forgets_the_password_renames_and_leaves(device: Device) -> None:
    email, page = a_new_email(), device.page
    register(device, email, "Noor")
    page.get_by_role("link", name="Profile").click()
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_role("link", name="Profile")).to_have_count(0)

    page.goto("/login")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("button", name="Fill in the code").click()
    expect(page.get_by_label("Code", exact=True)).to_have_value(re.compile(r"^\d{6}$"))
    page.get_by_role("textbox", name="New password").fill("Another-Horse-9")
    page.get_by_role("button", name="Save and log in").click()
    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()

    page.get_by_role("link", name="Profile").click()
    page.get_by_role("textbox", name="Current password").fill("Another-Horse-9")
    page.get_by_role("textbox", name="New password").fill("Third-Horse-9")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    page.get_by_role("textbox", name="Name").fill("Noor of the Bath")
    page.get_by_role("button", name="Save the name").click()
    expect(page.get_by_text("Your name is saved.")).to_be_visible()

    device.expects(401)  # of calls by somebody who is gone
    page.get_by_role("button", name="Delete my account").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("link", name="Register")).to_be_visible()
    page.goto("/login")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill("Third-Horse-9")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The email or the password is wrong")

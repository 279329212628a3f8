"""Addresses, the history, and what is still there when somebody comes back."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.device import A_FRAME, Device
from tests.browser.held import held
from tests.platform.api import LaptopApi, Somebody

FAR = 35  # Dwipps above, so that one is let go of


def go_to(page: Page, link: str, title: str) -> None:
    page.get_by_role("link", name=link).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def start_edit(device: Device, old: str, new: str) -> None:
    device.dwipp(old).get_by_role("button", name="Edit").click()
    device.page.get_by_role("textbox", name="Your text").fill(new)


def test_the_link_that_skips_to_the_content_keeps_what_was_typed(device: Device) -> None:
    page = device.open("/register")
    email = page.get_by_label("Email")
    email.fill("grace@example.org")
    page.get_by_role("link", name="Skip to the content").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()
    expect(email).to_have_value("grace@example.org")


def test_a_hash_in_the_address_keeps_what_was_typed(device: Device) -> None:
    page = device.open("/register")
    email = page.get_by_label("Email")
    email.fill("grace@example.org")
    page.evaluate(
        """() => new Promise((seen) => {
            addEventListener("hashchange", seen, {once: true});
            location.hash = "main";
        })"""
    )
    page.evaluate(A_FRAME)

    expect(email).to_have_value("grace@example.org")


def test_a_link_to_the_same_page_adds_nothing_to_the_history(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    for _ in range(3):
        go_to(page, "Mine", "My Dwipps")
    page.go_back()

    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()


def test_the_documentation_of_the_api_is_not_a_page_of_this_one(device: Device) -> None:
    page = device.open("/")
    page.get_by_role("link", name="API").click()

    expect(page).to_have_title(re.compile("API"))


def test_a_click_with_a_modifier_is_the_browsers(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    with device.context.expect_page():
        page.get_by_role("link", name="Mine").click(modifiers=["Control"])

    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()


@pytest.mark.parametrize(("path", "title"), [("/me/", "My profile"), ("/me/dwipps//", "My Dwipps")])
def test_a_slash_at_the_end_changes_nothing(device: Device, ada: Somebody, path: str, title: str) -> None:
    device.log_in(ada)

    expect(device.open(path).get_by_role("heading", name=title, level=1)).to_be_visible()


@pytest.mark.parametrize("path", ["/users/nobody", "/dwipps/nothing"])
def test_what_is_no_id_is_not_found(device: Device, ada: Somebody, path: str) -> None:
    device.log_in(ada)

    expect(device.open(path).get_by_role("heading", name="Nothing here", level=1)).to_be_visible()


def test_the_help_closes_when_somebody_goes_back(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    go_to(page, "Mine", "My Dwipps")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()

    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_link_to_a_list_reads_what_was_written_elsewhere(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    page = device.log_in(ada)
    go_to(page, "Mine", "My Dwipps")
    expect(page.get_by_text("You have not written anything yet.")).to_be_visible()
    assert api.call("POST", "/dwipps", {"text": "From the phone."}, token=ada.access).ok
    go_to(page, "Profile", "My profile")
    go_to(page, "Mine", "My Dwipps")

    expect(device.dwipp("From the phone.")).to_be_visible()


def test_the_way_back_to_the_own_page_shows_what_was_written_meanwhile(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("The first.").get_by_role("link").first.click()
    expect(page.get_by_role("feed", name="Their Dwipps")).to_be_visible()
    go_to(page, "Feed", "Feed")
    device.write("The second.")
    page.go_back()

    expect(page.get_by_role("feed", name="Their Dwipps")).to_contain_text("The second.")


def test_the_way_back_to_my_dwipps_shows_what_was_written_meanwhile(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    go_to(page, "Mine", "My Dwipps")
    expect(page.get_by_text("You have not written anything yet.")).to_be_visible()
    go_to(page, "Feed", "Feed")
    device.write("The second.")
    page.go_back()

    expect(page.get_by_role("feed", name="My Dwipps")).to_contain_text("The second.")


def test_the_way_back_to_my_favorites_shows_what_was_added_meanwhile(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    go_to(page, "Favorites", "My favorites")
    expect(page.get_by_text("No favorites yet.")).to_be_visible()
    go_to(page, "Feed", "Feed")
    kept = device.write("Kept.")
    with held(page, "**/favorite", "PUT"):
        kept.get_by_role("button", name="Favorite").click()
        page.go_back()
        expect(page.get_by_text("No favorites yet.")).to_be_visible()

    expect(page.get_by_role("feed", name="My favorites")).to_contain_text("Kept.")


def test_an_edit_is_kept_on_the_way_to_another_page_and_back(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("Half a thought.")
    start_edit(device, "Half a thought.", "A whole thought.")
    go_to(page, "Mine", "My Dwipps")

    expect(page.get_by_role("textbox", name="Your text")).to_have_value("A whole thought.")


def test_an_edit_is_kept_while_it_is_far_from_the_screen(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    for number in range(FAR):
        text = {"text": f"Drop number {number}. " + "Wet. " * 40}
        assert api.call("POST", "/dwipps", text, token=ada.access).ok
    page = device.log_in(ada)
    go_to(page, "Mine", "My Dwipps")
    start_edit(device, f"Drop number {FAR - 1}.", "A whole thought.")
    page.evaluate("document.activeElement.blur()")
    for _ in range(2):  # the second page makes the list longer
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        expect(page.get_by_text("That is all.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your text")).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")

    expect(page.get_by_role("textbox", name="Your text")).to_have_value("A whole thought.")


def test_the_browser_asks_before_it_closes_a_tab_with_an_edit(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("Half a thought.")
    start_edit(device, "Half a thought.", "A whole thought.")

    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"


def test_the_browser_does_not_ask_about_an_edit_without_a_change(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("A whole thought.")
    start_edit(device, "A whole thought.", "A whole thought.")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    with page.expect_event("close"):
        page.close(run_before_unload=True)

    assert asked == []


def test_what_one_tab_sends_leaves_the_draft_of_another(device: Device, ada: Somebody) -> None:
    one = device.log_in(ada)
    two = device.context.new_page()
    two.goto("/")
    two.get_by_role("textbox", name="Your thought").fill("Half a thought")
    box = one.get_by_role("textbox", name="Your thought")
    box.fill("A whole thought.")
    two.get_by_role("textbox", name="Your thought").press_sequentially(" more")
    one.get_by_role("button", name="Dwipp it").click()
    expect(device.dwipp("A whole thought.")).to_be_visible()
    expect(box).to_have_value("")
    two.reload()

    expect(two.get_by_role("textbox", name="Your thought")).to_have_value("Half a thought more")


def test_a_draft_is_kept_by_its_tab_while_another_one_sends(device: Device, ada: Somebody) -> None:
    one = device.log_in(ada)
    two = device.context.new_page()
    two.goto("/")
    two.get_by_role("textbox", name="Your thought").fill("Half a thought")
    device.write("A whole thought.")
    go_to(two, "Mine", "My Dwipps")
    go_to(two, "Feed", "Feed")

    expect(two.get_by_role("textbox", name="Your thought")).to_have_value("Half a thought")
    expect(one.get_by_role("textbox", name="Your thought")).to_have_value("")

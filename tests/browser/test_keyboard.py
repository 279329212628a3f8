"""Everything by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from localcloud.demo.people import DEMO_LOGIN
from tests.browser.device import A_FRAME, Device
from tests.platform.api import LaptopApi, Somebody


def test_somebody_logs_in_reads_votes_and_writes_without_a_mouse(device: Device) -> None:
    page = device.open("/login")
    expect(page.get_by_label("Email")).to_be_visible()
    keys = page.keyboard
    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    expect(page.get_by_label("Email")).to_be_focused()
    keys.type(DEMO_LOGIN.email)
    keys.press("Tab")
    keys.type(DEMO_LOGIN.password)
    keys.press("Enter")
    expect(page.get_by_role("article").first).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()

    articles = page.get_by_role("article")
    keys.press("j")
    expect(articles.nth(0)).to_be_focused()
    keys.press("j")
    expect(articles.nth(1)).to_be_focused()
    keys.press("k")
    expect(articles.nth(0)).to_be_focused()

    keys.press("n")
    expect(page.get_by_role("textbox", name="Your thought")).to_be_focused()
    keys.type("No hands, just keys: j k l f n ?")
    keys.press("Control+Enter")
    mine = device.dwipp("No hands, just keys: j k l f n ?")
    expect(mine).to_be_visible()
    expect(page.get_by_role("textbox", name="Your thought")).to_have_value("")
    keys.press("Tab")
    mine.focus()
    keys.press("l")
    keys.press("f")
    expect(mine.get_by_role("button", name="Upvote, 1 upvote", pressed=True)).to_be_visible()
    expect(mine.get_by_role("button", name="Favorite, 1 favorite", pressed=True)).to_be_visible()

    keys.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(mine).to_be_focused()

    mine.get_by_role("button", name="Delete").focus()
    keys.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(mine.get_by_role("button", name="Delete")).to_be_focused()


def test_a_change_of_route_moves_the_focus_is_said_and_the_way_back_keeps_the_place(device: Device) -> None:
    page = device.open("/")
    page.get_by_role("button", name="Log in as Ada").click()
    last = page.get_by_role("article").nth(12)
    last.scroll_into_view_if_needed()
    page.evaluate(
        """(id) => {
            window.top_of_it = () => document.getElementById(id)?.getBoundingClientRect().top;
            addEventListener("click", () => { window.place = top_of_it() }, {capture: true, once: true});
            const first_frame = () => requestAnimationFrame(() => { window.back = top_of_it() });
            addEventListener("popstate", first_frame);
        }""",
        last.get_attribute("id"),
    )
    author = last.get_by_role("link").first.inner_text()
    last.get_by_role("link").last.click()
    assert page.evaluate("place < innerHeight")

    expect(page.get_by_role("heading", name="A Dwipp", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text=f"{author}: ")).to_be_attached()
    page.go_back()

    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()
    page.wait_for_function("() => 'back' in window")
    assert abs(page.evaluate("back - place")) < 50


def test_the_way_back_leads_to_the_dwipp_that_was_opened(device: Device) -> None:
    page = device.open("/")
    page.get_by_role("button", name="Log in as Ada").click()
    third = page.get_by_role("article").nth(2)
    third.get_by_role("link").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A Dwipp", level=1)).to_be_visible()
    page.go_back()

    expect(third).to_be_focused()


def test_a_page_of_a_person_is_said_by_the_name_once_that_is_known(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    assert api.call("PATCH", "/me", {"display_name": "Ada of the Bath"}, token=ada.access).ok
    page = device.log_in(ada)
    device.write("Names arrive late.").get_by_role("link", name="Ada of the Bath").click()
    expect(page).to_have_title("Ada of the Bath · Dwipper")

    expect(page.get_by_role("status").filter(has_text="Ada of the Bath")).to_be_attached()


def test_a_page_of_a_dwipp_is_called_by_its_author_and_its_first_words(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    dwipp = device.write("Umbrellas are showers\nthat changed sides. " + "Wet. " * 20)
    author = dwipp.get_by_role("link").first.inner_text()
    dwipp.get_by_role("link").last.click()

    title = f"{author}: Umbrellas are showers that changed sides. Wet. Wet. Wet.… · Dwipper"
    expect(page).to_have_title(title)


def test_an_edit_of_a_dwipp_on_its_own_page_is_said_to_be_saved(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("Half a thought.").get_by_role("link").last.click()
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Your text").fill("A whole thought.")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title(re.compile(": A whole thought. · Dwipper$"))

    expect(page.get_by_role("status").filter(has_text="Your edit is saved.")).to_be_attached()


def test_shortcuts_rest_while_somebody_types_and_can_be_switched_off(device: Device) -> None:
    page = device.open("/")
    page.get_by_role("button", name="Log in as Ada").click()
    expect(page.get_by_role("article").first).to_be_visible()
    box = page.get_by_role("textbox", name="Your thought")
    box.press_sequentially("jlf?")
    expect(box).to_have_value("jlf?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("link", name="Profile").click()
    page.get_by_role("checkbox", name="Keyboard shortcuts").uncheck()
    page.get_by_role("link", name="Feed").click()

    expect(page.get_by_role("article").first).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("j")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("article").first).not_to_be_focused()


def test_a_button_that_sends_keeps_the_focus(device: Device, ada: Somebody) -> None:
    device.expects(403)
    page = device.log_in(ada)
    page.get_by_role("textbox", name="Your thought").fill("Foam is water with ambition.")
    send = page.get_by_role("button", name="Dwipp it")
    send.focus()
    page.keyboard.press("Enter")
    expect(device.dwipp("Foam is water")).to_be_visible()
    expect(send).to_be_focused()

    page.get_by_role("link", name="Profile").click()
    change = page.get_by_role("button", name="Change the password")
    for current, said in (("Wrong-Horse-9", "is not right"), (ada.password, "Your password is changed.")):
        page.get_by_role("textbox", name="Current password").fill(current)
        page.get_by_role("textbox", name="New password").fill("Another-Horse-9")
        change.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text(said)).to_be_visible()
        expect(change).to_be_focused()
    expect(page.get_by_role("textbox", name="New password")).to_have_value("")


@pytest.mark.parametrize(
    ("opener", "closer"), [("Delete", "Cancel"), ("Keyboard shortcuts", "Close")], ids=["question", "help"]
)
def test_a_dialog_that_a_button_closes_gives_the_focus_back(
    device: Device, ada: Somebody, opener: str, closer: str
) -> None:
    page = device.log_in(ada)
    device.write("Tiles remember every song.")
    button = page.get_by_role("button", name=opener).first
    button.click()
    page.get_by_role("dialog").get_by_role("button", name=closer).click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_first_tab_leads_to_the_link_that_skips_to_the_content(device: Device) -> None:
    page = device.open("/register")
    expect(page.get_by_role("heading", name="Register", level=1)).to_be_visible()
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


def test_the_focus_goes_to_the_dwipp_before_when_the_last_one_is_deleted(
    device: Device, ada: Somebody
) -> None:
    page = device.log_in(ada)
    last = device.write("The older one.")
    device.write("The newer one.")
    page.get_by_role("link", name="Mine").click()
    last.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(device.dwipp("The newer one.")).to_be_focused()


def test_a_name_that_is_saved_by_enter_keeps_the_focus(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_text(ada.email)).to_be_visible()
    name = page.get_by_role("textbox", name="Name", exact=True)
    name.fill("Noor")
    with page.expect_response(lambda answer: answer.url.endswith("/me") and answer.request.method == "GET"):
        name.press("Enter")
    expect(page.get_by_text("Your name is saved.")).to_be_visible()
    page.evaluate(A_FRAME)

    expect(name).to_be_focused()


def test_escape_that_ends_the_composition_of_a_character_keeps_the_edit(
    device: Device, ada: Somebody
) -> None:
    page = device.log_in(ada)
    device.write("水は濡れた空気").get_by_role("button", name="Edit").click()
    box = page.get_by_role("textbox", name="Your text")
    expect(box).to_be_focused()
    escape = {"key": "Escape", "bubbles": True, "isComposing": True}
    box.evaluate("(box, escape) => box.dispatchEvent(new KeyboardEvent('keydown', escape))", escape)
    page.get_by_role("button", name="Save").click()

    expect(device.dwipp("水は濡れた空気")).to_be_focused()


def test_a_key_that_is_held_down_toggles_once(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    dwipp = device.write("Patience is a wet virtue.")
    dwipp.focus()
    for _ in range(2):
        page.keyboard.down("l")

    expect(dwipp.get_by_role("button", name="Upvote, 1 upvote", pressed=True)).to_be_visible()


def test_the_second_of_two_equal_announcements_is_said_too(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    said = page.get_by_role("status").filter(has_text="Your Dwipp is out.")
    device.write("The first.")
    first = said.text_content()
    device.write("The second.")

    assert said.text_content() != first

"""What people read when something is refused or fails, and what becomes of what they did."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.device import Device
from tests.platform.api import LaptopApi, Somebody, a_new_email


def test_a_wrong_password_is_refused_in_words_and_the_form_keeps_the_email(
    device: Device, ada: Somebody
) -> None:
    device.expects(401)
    page = device.open("/login")
    page.get_by_label("Email").fill(ada.email)
    page.get_by_label("Password", exact=True).fill("Wrong-Horse-9")
    page.get_by_role("button", name="Log in", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("The email or the password is wrong")
    expect(page.get_by_label("Email")).to_have_value(ada.email)


def test_a_wrong_code_is_refused_in_words(device: Device, api: LaptopApi) -> None:
    device.expects(400, 422)
    page = confirm(device, api.registered().email, "000000", "Correct-Horse-9")

    expect(page.get_by_role("alert")).to_contain_text("This code is wrong, used or too old.")


def test_a_weak_password_is_marked_and_has_the_focus(device: Device, api: LaptopApi) -> None:
    device.expects(422)
    page = confirm(device, api.registered().email, "123456", "correct-horse-9")

    password = page.get_by_role("textbox", name="Password")
    expect(password).to_have_accessible_description(re.compile(r"Add an upper-case letter"))
    expect(password).to_be_focused()


def confirm(device: Device, email: str, code: str, password: str) -> Page:
    page = device.open("/confirm")
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Confirm").click()
    return page


def test_an_address_that_takes_no_mail_is_marked_and_has_the_focus(device: Device) -> None:
    device.expects(422)
    page = device.open("/register")
    page.get_by_role("textbox", name="Email").fill("a" * 200 + "@example.org")
    page.get_by_role("button", name="Send me a code").click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("textbox", name="Email")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("textbox", name="Email")).to_be_focused()


def test_a_wrong_current_password_is_refused_in_words(device: Device, ada: Somebody) -> None:
    device.expects(400, 403, 422)
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    page.get_by_role("textbox", name="Current password").fill("Wrong-Horse-9")
    page.get_by_role("textbox", name="New password").fill("Another-Horse-9")
    page.get_by_role("button", name="Change the password").click()

    expect(page.get_by_role("alert")).to_contain_text("The current password is not right.")


def test_a_text_that_is_too_long_cannot_be_sent(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    box, send = page.get_by_role("textbox", name="Your thought"), page.get_by_role("button", name="Dwipp it")

    box.fill("🛁" * 281)
    expect(page.get_by_text("1 too many")).to_be_visible()
    expect(send).to_be_disabled()
    box.press("Control+Enter")
    expect(box).to_be_editable()

    box.fill("🛁" * 280)
    expect(page.get_by_text("0 left")).to_be_visible()
    expect(send).to_be_enabled()


def test_a_thought_of_blanks_cannot_be_sent(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.get_by_role("textbox", name="Your thought").fill("   ")

    expect(page.get_by_role("button", name="Dwipp it")).to_be_disabled()


def test_a_draft_survives_a_reload(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    box = page.get_by_role("textbox", name="Your thought")
    box.fill("Soap is a memory of")
    expect(page.get_by_text("261 left")).to_be_visible()
    page.reload()

    expect(box).to_have_value("Soap is a memory of")


def test_a_thought_that_is_out_is_not_in_the_box_after_a_reload(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("Soap is a memory of fat.")
    page.reload()

    expect(page.get_by_role("textbox", name="Your thought")).to_have_value("")


def fails_by(status: int, code: str) -> Callable[[Route], None]:
    problem = {"type": "about:blank", "title": code, "status": status, "code": code}
    return lambda route: route.fulfill(
        status=status, body=json.dumps(problem), content_type="application/problem+json"
    )


@pytest.mark.parametrize(
    ("fails", "words"),
    [
        (fails_by(500, "internal"), "Our pipes are leaking"),
        (lambda route: route.abort("connectionfailed"), "Dwipper cannot be reached."),
    ],
    ids=["500", "no answer"],
)
def test_an_upvote_that_fails_is_taken_back_in_words(
    device: Device, api: LaptopApi, ada: Somebody, fails: Callable[[Route], None], words: str
) -> None:
    device.expects(500, "net::ERR")
    page = device.log_in(ada)
    dwipp = device.write("A bubble is a room without a door.")

    def fail_once_it_is_shown(route: Route) -> None:
        expect(dwipp.get_by_role("button", name="Upvote, 1 upvote", pressed=True)).to_be_visible()
        fails(route)

    page.route("**/upvote", fail_once_it_is_shown)
    dwipp.get_by_role("button", name="Upvote").click()

    expect(dwipp.get_by_role("button", name="Upvote, 0 upvotes", pressed=False)).to_be_visible()
    expect(page.get_by_text(f"Your upvote was not saved. {words}")).to_be_visible()


def edited_elsewhere(api: LaptopApi, ada: Somebody, text: str) -> None:
    dwipp = api.call("GET", "/me/dwipps", token=ada.access).json()["items"][0]
    answer = api.call(
        "PATCH",
        f"/dwipps/{dwipp['id']}",
        {"text": text},
        token=ada.access,
        headers={"If-Match": f'"{dwipp["version"]}"'},
    )
    assert answer.ok, answer.text


@pytest.mark.parametrize(
    ("choice", "stays"),
    [("Overwrite with mine", "Mine, from the bath."), ("Keep the other text", "Theirs, from the phone.")],
)
def test_a_conflict_shows_both_texts_and_asks_which_stays(
    device: Device, api: LaptopApi, ada: Somebody, choice: str, stays: str
) -> None:
    device.expects(412)
    page = device.log_in(ada)
    dwipp = device.write("First, from the shower.")
    dwipp.get_by_role("button", name="Edit").click()
    edited_elsewhere(api, ada, "Theirs, from the phone.")
    page.get_by_role("textbox", name="Your text").fill("Mine, from the bath.")
    page.get_by_role("button", name="Save").click()

    conflict = page.get_by_role("alert")
    expect(conflict).to_contain_text("edited elsewhere")
    expect(conflict).to_contain_text("Theirs, from the phone.")
    expect(page.get_by_role("textbox", name="Your text")).to_have_value("Mine, from the bath.")
    page.get_by_role("button", name=choice).click()

    expect(device.dwipp(stays)).to_be_visible()
    assert api.call("GET", "/me/dwipps", token=ada.access).json()["items"][0]["text"] == stays


def test_a_name_is_not_painted_over_what_others_write(device: Device, api: LaptopApi, ada: Somebody) -> None:
    eve = api.somebody()
    marks = {"display_name": "x" + "\u0300\u0321" * 24}
    assert api.call("PATCH", "/me", marks, token=eve.access).ok
    assert api.call("POST", "/dwipps", {"text": "Under hers."}, token=eve.access).ok
    page = device.log_in(ada)
    above = device.write("Above hers.")
    below = device.dwipp("Under hers.")
    page.get_by_role("main").focus()
    expect(page.get_by_text("Your Dwipp is out.")).to_be_attached()
    with_her_name = above.screenshot()

    below.evaluate("(article) => { article.style.visibility = 'hidden' }")

    assert above.screenshot() == with_her_name


def test_what_people_write_is_shown_as_text(device: Device, ada: Somebody) -> None:
    text = "<img src=x onerror=alert(1)><b>wet</b> javascript:alert(1)"
    device.log_in(ada)

    expect(device.write(text)).to_contain_text(text)


NOT_UNDERSTOOD = "The answer is not one that this page understands."


@pytest.mark.parametrize(
    ("url", "link", "shape"),
    [
        ("**/api/v1/me/dwipps*", "Mine", {"items": [{}], "next_cursor": None}),
        ("**/api/v1/me", "Profile", {}),
        ("**/api/v1/dwipps/*", "just now", {}),
        ("**/api/v1/dwipps/*/favorites*", "just now", {}),
    ],
)
def test_an_answer_of_another_shape_is_said_in_words(
    device: Device, ada: Somebody, url: str, link: str, shape: object
) -> None:
    device.page.route(url, lambda route: route.fulfill(json=shape))
    page = device.log_in(ada)
    device.write("Square water.")
    page.get_by_role("link", name=link).first.click()

    expect(page.get_by_role("alert")).to_contain_text(NOT_UNDERSTOOD)


def test_a_thought_whose_answer_has_another_shape_stays_in_its_box(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.route("**/api/v1/dwipps", lambda route: route.fulfill(json={}))
    box = page.get_by_role("textbox", name="Your thought")
    box.fill("Square water.")
    page.get_by_role("button", name="Dwipp it").click()

    expect(page.get_by_role("alert")).to_contain_text(NOT_UNDERSTOOD)
    expect(box).to_have_value("Square water.")
    expect(box).to_be_editable()


def test_an_edit_whose_answer_has_another_shape_stays_in_its_box(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    dwipp = device.write("Square water.")
    page.route("**/api/v1/dwipps/*", lambda route: route.fulfill(json={}))
    dwipp.get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Your text").fill("Round water.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text(NOT_UNDERSTOOD)
    expect(page.get_by_role("textbox", name="Your text")).to_have_value("Round water.")


def test_an_upvote_whose_answer_has_another_shape_is_taken_back_in_words(
    device: Device, ada: Somebody
) -> None:
    page = device.log_in(ada)
    dwipp = device.write("Square water.")
    page.route("**/upvote", lambda route: route.fulfill(json={}))
    dwipp.get_by_role("button", name="Upvote").click()

    expect(page.get_by_text(f"Your upvote was not saved. {NOT_UNDERSTOOD}")).to_be_visible()
    expect(dwipp.get_by_role("button", name="Upvote, 0 upvotes", pressed=False)).to_be_visible()


def test_what_cannot_be_shown_is_said_in_words_and_the_draft_is_there_after_a_reload(
    device: Device, ada: Somebody
) -> None:
    device.expects(422)
    page = device.log_in(ada)
    refusal = {"code": "invalid_request", "status": 422, "errors": {}}
    page.route(
        "**/api/v1/dwipps",
        lambda route: route.fulfill(
            status=422, body=json.dumps(refusal), content_type="application/problem+json"
        ),
    )
    page.get_by_role("textbox", name="Your thought").fill("Square water.")
    page.get_by_role("button", name="Dwipp it").click()
    expect(page.get_by_role("heading", name="Something went wrong", level=1)).to_be_visible()
    page.get_by_role("button", name="Reload").click()

    expect(page.get_by_role("textbox", name="Your thought")).to_have_value("Square water.")


def test_a_path_that_the_page_does_not_have_says_so(device: Device) -> None:
    expect(device.open("/nowhere/at/all").get_by_role("heading", name="Nothing here")).to_be_visible()


def test_a_reload_keeps_the_address_that_a_code_was_mailed_to(device: Device) -> None:
    email = a_new_email()
    page = device.open("/register")
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("it is on its way")).to_be_visible()
    page.reload()

    expect(page.get_by_label("Email")).to_have_value(email)
    expect(page.get_by_role("button", name="Send another code")).to_be_visible()


def test_a_code_may_have_spaces(device: Device, api: LaptopApi) -> None:
    email = api.registered().email
    code = api.code_for(email)
    page = confirm(device, email, f" {code[:3]} {code[3:]} ", "Correct-Horse-9")

    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()


def test_a_name_has_as_many_characters_as_the_api_counts(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_text(ada.email)).to_be_visible()
    page.get_by_role("textbox", name="Name", exact=True).clear()
    page.keyboard.insert_text("🛁" * 45)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your name is saved.")).to_be_visible()
    page.reload()

    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value(re.compile("(🛁){45}$"))


def test_a_thought_that_is_refused_says_what_to_change(device: Device, ada: Somebody) -> None:
    device.expects(422)
    page = device.log_in(ada)
    page.get_by_role("textbox", name="Your thought").fill("Turned \u202e round.")
    page.get_by_role("button", name="Dwipp it").click()

    expect(page.get_by_role("alert")).to_have_text("Remove characters that change the direction of text.")


def test_a_thought_whose_key_belongs_to_another_one_gets_another_key(device: Device, ada: Somebody) -> None:
    device.expects(422)
    page = device.log_in(ada)
    keys: list[str] = []

    def refuse(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        fails_by(422, "key_reused")(route)

    page.route("**/api/v1/dwipps", refuse)
    page.get_by_role("textbox", name="Your thought").fill("Twice is a habit.")
    for _ in range(2):
        with page.expect_response("**/api/v1/dwipps"):
            page.get_by_role("button", name="Dwipp it").click()
        expect(page.get_by_role("alert")).to_contain_text("Send this one again.")

    assert keys[0] != keys[1]


def test_another_code_that_cannot_be_sent_is_said_in_words(device: Device) -> None:
    device.expects(429)
    page = device.open("/register")
    page.get_by_label("Email").fill(a_new_email())
    page.get_by_role("button", name="Send me a code").click()
    page.route("**/api/v1/accounts/confirm/resend", fails_by(429, "too_many_requests"))
    page.get_by_role("button", name="Send another code").click()

    expect(page.get_by_text("That was a lot at once.")).to_be_visible()


def delete_elsewhere(dwipp: Locator, api: LaptopApi, author: Somebody) -> None:
    path = dwipp.get_by_role("link").last.get_attribute("href")
    assert api.call("DELETE", str(path), token=author.access).ok


def test_a_dwipp_that_was_deleted_elsewhere_is_not_shown_on_its_page(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    device.expects(404)
    page = device.log_in(ada)
    dwipp = device.write("Steam has no plans.")
    delete_elsewhere(dwipp, api, ada)
    dwipp.get_by_role("link").last.click()

    expect(page.get_by_role("alert")).to_contain_text("There is nothing here any more.")
    expect(page.get_by_role("article")).to_have_count(0)


def test_a_dwipp_that_is_deleted_twice_is_gone(device: Device, api: LaptopApi, ada: Somebody) -> None:
    device.expects(404)
    page = device.log_in(ada)
    dwipp = device.write("Steam has no plans.")
    delete_elsewhere(dwipp, api, ada)
    dwipp.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(dwipp).to_have_count(0)


def test_a_dwipp_that_is_deleted_on_its_page_is_said_to_be(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("Steam has no plans.").get_by_role("link").last.click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(page.get_by_text("This Dwipp was deleted.")).to_be_visible()


def test_a_profile_that_cannot_be_read_says_so(device: Device, ada: Somebody) -> None:
    device.expects(500)
    device.page.route("**/api/v1/me", fails_by(500, "internal"))
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_role("alert")).to_contain_text("Our pipes are leaking")
    page.unroute("**/api/v1/me")
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_text(ada.email)).to_be_visible()


def test_a_question_whose_answer_cannot_be_sent_says_so_in_its_dialog(device: Device, ada: Somebody) -> None:
    device.expects(500)
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_text(ada.email)).to_be_visible()
    page.route("**/api/v1/me", fails_by(500, "internal"))
    page.get_by_role("button", name="Delete my account").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete my account").click()

    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("Our pipes are leaking")


def test_somebody_with_a_code_that_is_too_old_can_ask_for_another(device: Device) -> None:
    page = device.open("/reset")
    page.get_by_role("link", name="Send me another code").click()

    expect(page.get_by_role("heading", name="Forgot your password?", level=1)).to_be_visible()

"""What people do while an answer is on its way."""

from playwright.sync_api import Route, expect

from tests.browser.device import Device
from tests.browser.held import held
from tests.contract.api import PASSWORD
from tests.platform.api import LaptopApi, Somebody, a_new_email

BUSY = "One moment…"
DWIPPS = "**/api/v1/dwipps"
SESSIONS = "**/api/v1/browser/sessions"


def test_a_thought_cannot_be_changed_while_it_is_sent(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    box = page.get_by_role("textbox", name="Your thought")
    box.fill("Slow water.")
    with held(page, DWIPPS, "POST"):
        page.get_by_role("button", name="Dwipp it").click()
        expect(page.get_by_role("button", name="Dwipping…")).to_be_visible()
        expect(box).not_to_be_editable()

    expect(box).to_have_value("")
    expect(box).to_be_editable()


def test_a_thought_is_sent_once(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    box = page.get_by_role("textbox", name="Your thought")
    box.fill("Slow water.")
    with held(page, DWIPPS, "POST") as routes:
        for _ in range(2):
            box.press("Control+Enter")
        expect(page.get_by_role("button", name="Dwipping…")).to_be_visible()
        assert len(routes) == 1


def test_a_form_is_sent_once(device: Device) -> None:
    page = device.open("/register")
    email = page.get_by_label("Email")
    email.fill(a_new_email())
    with held(page, "**/api/v1/accounts", "POST") as routes:
        for _ in range(2):
            email.press("Enter")
        expect(page.get_by_role("button", name=BUSY)).to_be_visible()
        assert len(routes) == 1


def test_a_log_out_on_all_devices_is_sent_once(device: Device, ada: Somebody) -> None:
    device.expects(401)  # the profile may be on its way at the log-out
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_text(ada.email)).to_be_visible()
    page.get_by_role("button", name="Log out on all devices").focus()
    with held(page, "**/api/v1/sessions", "DELETE") as routes:
        for _ in range(2):
            page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=BUSY)).to_be_visible()
        assert len(routes) == 1

    expect(page.get_by_role("link", name="Register")).to_be_visible()


def test_an_edit_is_sent_once(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("Slow water.").get_by_role("button", name="Edit").click()
    box = page.get_by_role("textbox", name="Your text")
    box.fill("Slower water.")
    with held(page, "**/api/v1/dwipps/*", "PATCH") as routes:
        for _ in range(2):
            box.press("Control+Enter")
        expect(box).not_to_be_editable()
        assert len(routes) == 1


def test_a_thought_that_is_sent_meanwhile_is_not_in_the_box_of_somebody_who_comes_back(
    device: Device, ada: Somebody
) -> None:
    page = device.log_in(ada)
    box = page.get_by_role("textbox", name="Your thought")
    box.fill("Slow water.")
    with held(page, DWIPPS, "POST"):
        page.get_by_role("button", name="Dwipp it").click()
        page.get_by_role("link", name="Mine").click()
        page.get_by_role("link", name="Feed").click()
        expect(page.get_by_role("button", name="Dwipping…")).to_be_visible()

    expect(device.dwipp("Slow water.")).to_be_visible()
    expect(box).to_have_value("")


def test_a_thought_that_cannot_be_sent_is_said_on_another_page(device: Device, ada: Somebody) -> None:
    device.expects("net::ERR")
    page = device.log_in(ada)
    page.get_by_role("textbox", name="Your thought").fill("Slow water.")

    def fail_on_the_other_page(route: Route) -> None:
        expect(page.get_by_role("heading", name="My Dwipps", level=1)).to_be_visible()
        route.abort()

    page.route(DWIPPS, fail_on_the_other_page)
    page.get_by_role("button", name="Dwipp it").click()
    page.get_by_role("link", name="Mine").click()

    expect(page.get_by_text("Your Dwipp is not out yet. Dwipper cannot be reached.")).to_be_visible()


def test_a_form_is_busy_until_the_login_that_follows_it(device: Device, api: LaptopApi) -> None:
    email = api.registered().email
    page = device.open("/confirm")
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_role("textbox", name="Code").fill(api.code_for(email))
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    with held(page, SESSIONS, "POST"):
        with page.expect_request(SESSIONS):
            page.get_by_role("button", name="Confirm").click()
        expect(page.get_by_role("form").get_by_role("button", name=BUSY)).to_be_disabled()

    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()


def test_a_log_out_that_takes_a_while_is_busy(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_text(ada.email)).to_be_visible()
    with held(page, SESSIONS, "DELETE"):
        page.get_by_role("button", name="Log out", exact=True).click()
        expect(page.get_by_role("button", name=BUSY)).to_be_disabled()

    expect(page.get_by_role("link", name="Register")).to_be_visible()


def test_who_favorited_a_dwipp_is_read_after_the_favorite_is_saved(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    device.write("Slow water.").get_by_role("link").last.click()
    expect(page.get_by_text("Nobody yet.")).to_be_visible()
    favorite = page.get_by_role("button", name="Favorite, 1 favorite", pressed=True)
    with held(page, "**/favorite", "PUT"):
        page.get_by_role("button", name="Favorite").click()
        expect(favorite).to_be_visible()
        with page.expect_response("**/upvote"):  # which was asked for after what is asked for too early
            page.get_by_role("button", name="Upvote").click()

    expect(page.get_by_role("feed", name="People who favorited it")).to_be_visible()


def test_a_double_click_that_opens_a_question_does_not_answer_it(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    delete = device.write("Twice is a habit.").get_by_role("button", name="Delete")
    delete.click()
    yes = page.get_by_role("dialog").get_by_role("button", name="Delete")
    expect(yes).to_be_visible()
    below = yes.bounding_box()
    assert below
    page.keyboard.press("Escape")
    delete.evaluate(
        "(button, {x, y}) => Object.assign(button.style, {position: 'fixed', left: `${x}px`, top: `${y}px`})",
        below,
    )
    page.mouse.move(below["x"] + below["width"] / 4, below["y"] + below["height"] / 2)
    with held(page, "**/dwipps/*", "DELETE") as routes:
        for click_count in (1, 2):
            page.mouse.down(click_count=click_count)
            page.mouse.up(click_count=click_count)
            expect(yes).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert routes == []


def test_a_name_can_be_changed_once_it_is_known(device: Device, ada: Somebody) -> None:
    with held(device.page, "**/api/v1/me", "GET"):
        page = device.log_in(ada)
        page.get_by_role("link", name="Profile").click()
        expect(page.get_by_role("textbox", name="Current password")).to_be_visible()
        assert page.get_by_role("textbox", name="Name").count() == 0

    expect(page.get_by_role("textbox", name="Name")).to_have_value("Somebody")

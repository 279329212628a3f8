"""Dark, light, and without motion."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewDevice
from tests.browser.device import A_FRAME, PHONE, Device
from tests.browser.held import held
from tests.platform.api import LaptopApi, Somebody


def lightness(page: Page) -> float:
    """Returns how light the window's corner is, from 0 to 1."""
    with Image.open(BytesIO(page.screenshot())) as shot:
        red, green, blue = shot.convert("RGB").crop((0, shot.height - 1, 1, shot.height)).tobytes()
    return (red + green + blue) / 765


@pytest.mark.parametrize("path", ["/login", "/mailbox", "/api/v1/docs"])
def test_a_page_is_dark_where_the_device_is(new_device: NewDevice, path: str) -> None:
    dark, light = (new_device(color_scheme=scheme).open(path) for scheme in ("dark", "light"))

    assert lightness(dark) < 0.25
    assert lightness(light) > 0.75


def test_the_colours_that_somebody_chose_survive_a_reload(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    page.get_by_role("radio", name="Dark").check()
    page.wait_for_function("() => document.body.checkVisibility()")
    assert lightness(page) < 0.25
    page.reload()

    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    assert lightness(page) < 0.25


def test_the_first_paint_has_the_colours_that_somebody_chose(device: Device) -> None:
    device.expects("net::ERR_FAILED")
    device.context.route("**/assets/page-*.js", lambda route: route.abort())  # as before it has loaded
    device.context.add_init_script("localStorage.setItem('dwipper.theme', 'dark')")

    assert lightness(device.open("/login")) < 0.25


@pytest.mark.parametrize("width", [992, 1090, 1400])
def test_nothing_touches_the_edge_of_a_wide_screen(new_device: NewDevice, ada: Somebody, width: int) -> None:
    page = new_device(viewport={"width": width, "height": 800}).log_in(ada)
    boxes = [page.get_by_role(role).first.bounding_box() for role in ("navigation", "main")]

    assert all(box and box["x"] >= 16 and box["x"] + box["width"] <= width for box in boxes)


# A shift after an action of the person is expected: https://web.dev/articles/cls
WATCH_SHIFTS = """
globalThis.shifts = [];
new PerformanceObserver((list) => {
    for (const { hadRecentInput, sources } of list.getEntries())
        if (!hadRecentInput) shifts.push(...sources.map(({ node }) => node?.outerHTML.slice(0, 80)));
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1350, "height": 940}], ids=["phone", "desktop"])
def test_nothing_shifts_while_the_feed_loads(
    new_device: NewDevice, ada: Somebody, viewport: dict[str, int]
) -> None:
    device = new_device(viewport=viewport)
    device.log_in(ada)
    page = device.context.new_page()

    def after_a_frame(route: Route) -> None:
        page.evaluate(A_FRAME)
        route.continue_()

    page.add_init_script(WATCH_SHIFTS)
    page.route("**/api/**", after_a_frame)
    page.goto("/")
    expect(page.get_by_role("article").nth(3)).to_be_visible()
    page.evaluate(A_FRAME)

    assert page.evaluate("shifts") == []


def colours(picture: bytes) -> int:
    """Returns how many colours the middle row and the middle column of a picture have, without its edges."""
    with Image.open(BytesIO(picture)) as shot:
        x, y, edge = shot.width // 2, shot.height // 2, 2
        lines = (edge, y, shot.width - edge, y + 1), (x, edge, x + 1, shot.height - edge)
        return len({colour for line in lines for _, colour in shot.crop(line).getcolors() or []})


def test_forced_colours_leave_the_meter_of_characters(new_device: NewDevice, ada: Somebody) -> None:
    page = new_device(forced_colors="active").log_in(ada)
    page.get_by_role("textbox", name="Your thought").fill("a" * 140)
    expect(page.get_by_text("140 left")).to_be_visible()

    assert colours(page.get_by_role("meter", name="Characters").screenshot()) > 1


def test_forced_colours_leave_what_stands_in_for_a_list_that_loads(
    new_device: NewDevice, ada: Somebody
) -> None:
    page = new_device(forced_colors="active").log_in(ada)
    with held(page, "**/api/v1/me/dwipps*", "GET"):
        page.get_by_role("link", name="Mine").click()
        line = page.locator(".skeleton i").first
        expect(line).to_be_attached()
        box = line.bounding_box()
        assert box
        x, width, height = box["x"] + box["width"] / 2, box["width"], box["height"] + 8

        assert colours(page.screenshot(clip={"x": x, "y": box["y"], "width": width, "height": height})) > 1


def moving(page: Page) -> int:
    """Returns how many animations and transitions have a length."""
    return int(
        page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((one) => {
                const { animationName, animationDuration, transitionDuration } = getComputedStyle(one);
                const animates = animationName !== "none" && parseFloat(animationDuration) > 0.01;
                return animates || transitionDuration.split(",").some((length) => parseFloat(length) > 0.01);
            }).length"""
        )
    )


def test_nothing_moves_for_people_who_asked_for_that(new_device: NewDevice, ada: Somebody) -> None:
    calm, lively = new_device(), new_device(reduced_motion="no-preference")
    for device, text in ((calm, "Steam has no hurry."), (lively, "Drops have.")):
        device.log_in(ada)
        device.write(text).get_by_role("button", name="Upvote").click()

    assert moving(calm.page) == 0
    assert moving(lively.page) > 0


def test_the_page_can_be_used_on_a_phone(new_device: NewDevice, ada: Somebody) -> None:
    phone = new_device(viewport=PHONE, has_touch=True, is_mobile=True)
    page = phone.log_in(ada)
    dwipp = phone.write("Thumbs are the feet of the hand. " + "Wet" * 60)
    dwipp.get_by_role("button", name="Upvote").tap()
    expect(dwipp.get_by_role("button", name="Upvote, 1 upvote", pressed=True)).to_be_visible()
    for name in ("Mine", "Favorites", "Profile", "Feed"):
        page.get_by_role("link", name=name).tap()
        expect(page.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_mailbox_shows_whose_code_it_is_in_one_line_on_a_phone(
    new_device: NewDevice, api: LaptopApi
) -> None:
    email = api.registered().email
    page = new_device(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True).open("/mailbox")
    mail = page.get_by_role("article").filter(has=page.get_by_role("heading", name=email))

    expect(mail.get_by_role("status")).to_have_text(re.compile(r"^\d{6}$"))
    assert mail.get_by_role("status").evaluate("(code) => code.getClientRects().length") == 1


def test_a_long_name_and_a_long_address_fit_a_phone(new_device: NewDevice, ada: Somebody) -> None:
    page = new_device(viewport=PHONE).open("/register")
    page.get_by_label("Email").fill(f"{'w' * 50}@example.org")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("it is on its way")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    phone = new_device(viewport=PHONE)
    page = phone.log_in(ada)
    page.get_by_role("link", name="Profile").click()
    page.get_by_role("textbox", name="Name").fill("W" * 50)
    page.get_by_role("button", name="Save the name").click()
    expect(page.get_by_text("Your name is saved.")).to_be_visible()
    page.get_by_role("link", name="Feed").click()
    dwipp = phone.write("Long names need big towels.")
    dwipp.get_by_role("button", name="Favorite").click()
    expect(dwipp.get_by_role("button", name="Favorite, 1 favorite", pressed=True)).to_be_visible()
    dwipp.get_by_role("link").last.click()
    expect(page.get_by_role("feed", name="People who favorited it").get_by_text("W" * 50)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_thought_of_empty_lines_does_not_push_the_others_away(device: Device, ada: Somebody) -> None:
    dwipp_height = "(dwipp) => dwipp.getBoundingClientRect().height"
    page = device.log_in(ada)
    dwipp = device.write("Down" + "\n" * 200 + "the drain.")
    assert dwipp.evaluate(dwipp_height) < 800
    dwipp.get_by_role("link").last.click()
    expect(page.get_by_role("heading", name="Favorited by")).to_be_visible()

    assert device.dwipp("Down").evaluate(dwipp_height) > 2000


@pytest.fixture
def large_letters(new_device: NewDevice) -> Device:
    """A phone whose letters are twice as large."""
    device = new_device(viewport=PHONE, has_touch=True, is_mobile=True)
    sizes = {"fontSizes": {"standard": 32}}
    device.context.new_cdp_session(device.page).send("Page.setFontSizes", sizes)
    return device


def test_large_letters_leave_every_control_on_a_phone(large_letters: Device, ada: Somebody) -> None:
    page = large_letters.log_in(ada)
    large_letters.write("Big drops fall first.")
    off = """() => [...document.querySelectorAll("a, button, textarea, time")].filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return !one.matches(".skip") && (left < 0 || right > innerWidth);
    }).map((one) => one.outerHTML)"""

    assert page.evaluate(off) == []


def test_large_letters_leave_the_counter_free(large_letters: Device, ada: Somebody) -> None:
    page = large_letters.log_in(ada)
    left, button = (
        one.bounding_box()
        for one in (page.get_by_text("280 left"), page.get_by_role("button", name="Dwipp it"))
    )

    assert left
    assert button
    assert left["y"] + left["height"] <= button["y"]


def test_a_print_has_the_texts_in_black_on_white_without_controls(
    new_device: NewDevice, ada: Somebody
) -> None:
    device = new_device(color_scheme="dark")
    page = device.log_in(ada)
    device.write("Ink is water with a memory.")
    page.emulate_media(media="print")

    expect(page.get_by_text("Ink is water with a memory.")).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    assert lightness(page) > 0.75


def test_what_leads_to_new_dwipps_is_whole_wherever_somebody_reads(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    for number in range(9):
        assert api.call("POST", "/dwipps", {"text": f"Drop {number}."}, token=ada.access).ok
    page = device.log_in(ada)
    expect(page.get_by_role("article").nth(8)).to_be_attached()
    assert api.call("POST", "/dwipps", {"text": "The newest drop."}, token=ada.access).ok
    page.evaluate("scrollTo(0, 600)")
    page.evaluate("dispatchEvent(new Event('focus'))")  # as if she came back to the tab
    button = page.get_by_role("button", name="1 new")
    expect(button).to_be_visible()
    box = button.bounding_box()

    assert box
    assert box["y"] >= 0

"""Who is logged in: over reloads, in two tabs, for longer than a token lives, and not for a thief."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.conftest import NewDevice
from tests.browser.device import A_FRAME, Device, type_login
from tests.browser.held import held
from tests.contract.api import PASSWORD
from tests.platform.api import LaptopApi, Somebody, a_new_email
from tests.platform.aws import aws
from tests.platform.running import RunningPlatform

SESSIONS = "**/api/v1/browser/sessions"
REFRESH = "/api/v1/browser/sessions/refresh"
LONGER_THAN_A_TOKEN = "20:00"  # minutes
COOKIE = "__Host-dwipper"


def refreshes(context: BrowserContext) -> list[Request]:
    """Returns a list, to which each refresh is added."""
    seen: list[Request] = []
    context.on("request", lambda request: seen.append(request) if request.url.endswith(REFRESH) else None)
    return seen


def read_favorites(page: Page) -> None:
    page.get_by_role("link", name="Favorites").click()
    expect(page.get_by_text("No favorites yet.")).to_be_visible()


def open_profile(page: Page, owner: Somebody) -> None:
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_text(owner.email)).to_be_visible()


def reload(device: Device) -> Page:
    """Reloads the page, and waits for the answer that says who is logged in."""
    with device.page.expect_response(lambda answer: answer.url.endswith(REFRESH)):
        device.page.reload()
    return device.page


def cookie_of(device: Device) -> dict[str, object]:
    """Returns the cookie of the login, which must be the only one."""
    (cookie,) = device.context.cookies()
    return dict(cookie)


@pytest.fixture
def no_grace(platform: RunningPlatform) -> Iterator[None]:
    """A used refresh token is refused at once, as it is after its minute of grace."""
    cognito = aws(platform, "cognito-idp")
    client = {
        "UserPoolId": platform.outputs["user_pool_id"],
        "ClientId": platform.outputs["user_pool_client_id"],
    }
    kept = cognito.describe_user_pool_client(**client)["UserPoolClient"]["RefreshTokenRotation"]
    cognito.update_user_pool_client(**client, RefreshTokenRotation={**kept, "RetryGracePeriodSeconds": 0})
    yield
    cognito.update_user_pool_client(**client, RefreshTokenRotation=kept)


@pytest.mark.usefixtures("no_grace")
@pytest.mark.parametrize("first", ["thief", "owner"])
def test_a_stolen_cookie_logs_its_thief_and_its_owner_out(
    new_device: NewDevice, ada: Somebody, first: str
) -> None:
    owner, thief = new_device(), new_device()
    owner.log_in(ada)
    stolen = owner.context.cookies()
    expect(thief.open("/").get_by_role("link", name="Register")).to_be_visible()  # it has looked for a login
    thief.context.add_cookies(stolen)  # type: ignore[arg-type]  # what cookies() returns
    thief.page.evaluate("localStorage.setItem('dwipper', 'somebody has logged in')")
    one, other = (thief, owner) if first == "thief" else (owner, thief)
    for device in (one, other):
        device.expects(401)
    expect(reload(one).get_by_role("link", name="Profile")).to_be_visible()

    expect(reload(other).get_by_role("link", name="Register")).to_be_visible()
    expect(reload(one).get_by_role("link", name="Register")).to_be_visible()


def test_a_reload_keeps_somebody_logged_in(device: Device, ada: Somebody) -> None:
    page = device.log_in(ada)
    page.reload()

    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()


def test_the_refresh_token_is_in_a_cookie_that_no_script_reads_and_no_token_is_stored(
    device: Device, ada: Somebody
) -> None:
    page = device.log_in(ada)
    page.reload()
    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()

    cookie = cookie_of(device)
    assert (cookie["name"], cookie["path"], cookie["sameSite"]) == (COOKIE, "/", "Strict")
    assert cookie["httpOnly"]
    assert cookie["secure"]
    kept = page.evaluate(
        "JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}, history.state])"
    )
    assert "eyJ" not in kept
    assert str(cookie["value"])[:20] not in kept


def test_a_token_that_expires_meanwhile_is_refreshed_once_for_all_calls(
    device: Device, ada: Somebody
) -> None:
    device.context.clock.install()
    page = device.log_in(ada)
    seen = refreshes(device.context)
    device.context.clock.fast_forward(LONGER_THAN_A_TOKEN)
    read_favorites(page)
    open_profile(page, ada)

    assert len(seen) == 1


def test_a_token_that_the_api_rejects_is_refreshed_and_the_call_repeated(
    device: Device, ada: Somebody
) -> None:
    device.expects(401)
    page = device.log_in(ada)
    seen = refreshes(device.context)
    rejected: list[Route] = []

    def reject_the_first(route: Route) -> None:
        if rejected:
            route.continue_()
        else:
            rejected.append(route)
            route.fulfill(status=401, body='{"message":"Unauthorized"}')

    # Not `times=1`: Playwright may miss a request that is on its way while it stops to intercept.
    page.route("**/api/v1/me/favorites*", reject_the_first)
    read_favorites(page)

    assert len(seen) == 1


def test_two_tabs_refresh_once(device: Device, ada: Somebody) -> None:
    device.context.clock.install()
    one = device.log_in(ada)
    two = device.context.new_page()
    two.goto("/")
    expect(two.get_by_role("heading", name="Feed", level=1)).to_be_visible()
    seen = refreshes(device.context)
    device.context.clock.fast_forward(LONGER_THAN_A_TOKEN)
    for page in (one, two):
        page.bring_to_front()
        page.get_by_role("link", name="Favorites").click()
    for page in (one, two):
        expect(page.get_by_text("No favorites yet.")).to_be_visible()

    assert len(seen) == 1


def test_who_logs_out_in_one_tab_is_logged_out_in_the_other_and_after_a_reload(
    device: Device, ada: Somebody
) -> None:
    device.expects(401)  # the profile may be on its way at the log-out
    one = device.log_in(ada)
    two = device.context.new_page()
    two.goto("/")
    expect(two.get_by_role("link", name="Profile")).to_be_visible()
    one.bring_to_front()
    one.get_by_role("link", name="Profile").click()
    one.get_by_role("button", name="Log out", exact=True).click()

    for page in (one, two):
        expect(page.get_by_role("link", name="Profile")).to_have_count(0)
    assert device.context.cookies() == []
    one.reload()
    expect(one.get_by_role("link", name="Profile")).to_have_count(0)


def test_a_log_out_on_one_device_leaves_the_other_logged_in(new_device: NewDevice, ada: Somebody) -> None:
    here, there = new_device(), new_device()
    here.expects(401)  # the profile may be on its way at the log-out
    here.log_in(ada)
    there.log_in(ada)
    here.page.get_by_role("link", name="Profile").click()
    here.page.get_by_role("button", name="Log out", exact=True).click()
    expect(here.page.get_by_role("link", name="Profile")).to_have_count(0)

    there.page.reload()
    expect(there.page.get_by_role("heading", name="Feed", level=1)).to_be_visible()


def test_a_log_out_on_all_devices_ends_the_other_one_too(new_device: NewDevice, ada: Somebody) -> None:
    here, there = new_device(), new_device()
    there.expects(401)
    here.log_in(ada)
    there.log_in(ada)
    here.page.get_by_role("link", name="Profile").click()
    here.page.get_by_role("button", name="Log out on all devices").click()
    expect(here.page.get_by_role("link", name="Profile")).to_have_count(0)

    there.page.reload()
    expect(there.page.get_by_role("link", name="Profile")).to_have_count(0)


@contextmanager
def two_logins(device: Device, first: Somebody, second: Somebody) -> Iterator[tuple[Page, Page]]:
    """Logs in two people at once, in two tabs. Both show the first one until the end of the block.

    The first tab is in front in the block: Chromium draws one that was left behind about once a second.
    """
    one, two = device.open("/login"), device.context.new_page()
    two.goto("/login")
    for page, somebody in ((one, first), (two, second)):
        type_login(page, somebody)
    with held(two, SESSIONS, "POST"):
        one.bring_to_front()
        with held(one, SESSIONS, "POST"):
            with one.expect_request(SESSIONS):
                one.get_by_role("button", name="Log in", exact=True).click()
            two.bring_to_front()
            two.get_by_role("button", name="Log in", exact=True).click()
        one.bring_to_front()
        yield one, two


def test_two_logins_at_once_show_nothing_of_the_first_person_to_the_second(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    grace = api.somebody()
    with two_logins(device, ada, grace) as (writing, changing):
        writing.get_by_role("textbox", name="Your thought").fill("A secret draft")
        changing.bring_to_front()
        changing.get_by_role("link", name="Profile").click()
        changing.get_by_role("textbox", name="Current password").fill(ada.password)

    expect(changing.get_by_text(grace.email)).to_be_visible()
    expect(changing.get_by_role("textbox", name="Current password")).to_have_value("")
    expect(writing.get_by_role("textbox", name="Your thought")).to_have_value("")


def test_a_profile_that_is_still_loading_is_not_the_next_persons(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    grace = api.somebody()
    late: list[Route] = []
    device.context.route("**/api/v1/me", lambda route: late.append(route))
    with two_logins(device, ada, grace) as (_, page):
        page.bring_to_front()
        page.get_by_role("link", name="Profile").click()
        expect(page.get_by_role("heading", name="My profile")).to_be_visible()
        device.context.route("**/api/v1/me", lambda route: route.continue_())

    expect(page.get_by_text(grace.email)).to_be_visible()
    for route in late:
        route.continue_()


def test_a_thought_of_the_person_before_does_not_keep_the_next_one_waiting(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    grace = api.somebody()
    with held(device.page, "**/api/v1/dwipps", "POST"):
        with two_logins(device, ada, grace) as (page, _):
            page.get_by_role("textbox", name="Your thought").fill("A secret thought")
            page.get_by_role("button", name="Dwipp it").click()
            expect(page.get_by_role("button", name="Dwipping…")).to_be_visible()

        expect(page.get_by_role("textbox", name="Your thought")).to_have_value("")
        expect(page.get_by_role("textbox", name="Your thought")).to_be_editable()


def test_a_thought_of_the_person_before_is_not_said_to_be_unsent_to_the_next_one(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    grace = api.somebody()
    with (
        device.page.expect_response(
            lambda answer: answer.request.method == "POST" and "dwipps" in answer.url
        ),
        held(device.page, "**/api/v1/dwipps", "POST"),
        two_logins(device, ada, grace) as (page, _),
    ):
        page.get_by_role("textbox", name="Your thought").fill("A secret thought")
        page.get_by_role("button", name="Dwipp it").click()
        expect(page.get_by_role("button", name="Dwipping…")).to_be_visible()
    device.page.evaluate(A_FRAME)

    assert device.page.get_by_text("Your Dwipp is not out yet.").count() == 0


def wait_for_turns(page: Page) -> None:
    """Waits until every log-in and log-out that has been asked for in this browser is over."""
    page.evaluate("() => navigator.locks.request(`dwipper ${location.origin}`, () => undefined)")
    page.evaluate(A_FRAME)


def test_a_log_out_that_waits_for_the_next_login_leaves_that_one(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    device.expects(401)  # the profile may be on its way when the login ends
    grace = api.somebody()
    with two_logins(device, ada, grace) as (page, _):
        open_profile(page, ada)
        page.get_by_role("button", name="Log out", exact=True).click()
    wait_for_turns(page)

    expect(page.get_by_role("link", name="Profile")).to_be_visible()
    assert len(device.context.cookies()) == 1


@pytest.mark.parametrize("button", ["Log out", "Log out on all devices"])
def test_a_log_out_that_waits_for_the_next_login_leaves_the_next_person_where_they_are(
    device: Device, api: LaptopApi, ada: Somebody, button: str
) -> None:
    device.expects(401)  # the profile may be on its way when the login ends
    grace = api.somebody()
    with two_logins(device, ada, grace) as (page, _):
        open_profile(page, ada)
        page.get_by_role("button", name=button, exact=True).click()
    wait_for_turns(page)

    expect(page.get_by_text(grace.email)).to_be_visible()


def test_the_next_person_does_not_read_that_the_account_of_the_one_before_is_deleted(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    device.expects(401)  # the profile may be on its way when the login ends
    grace = api.somebody()
    with two_logins(device, ada, grace) as (page, _):
        open_profile(page, ada)
        page.get_by_role("button", name="Delete my account").click()
        with page.expect_response(lambda answer: answer.request.method == "DELETE"):
            page.get_by_role("dialog").get_by_role("button", name="Delete my account").click()
        page.evaluate(A_FRAME)
    wait_for_turns(page)

    expect(page.get_by_role("link", name="Profile")).to_be_visible()
    assert page.get_by_text("Your account is deleted.").count() == 0


def test_the_next_person_does_not_read_that_the_one_before_is_logged_out(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    grace = api.somebody()
    with two_logins(device, ada, grace) as (page, _):
        open_profile(page, ada)
    expect(page.get_by_text(grace.email)).to_be_visible()

    assert page.get_by_text("You are logged out.").count() == 0


def test_the_next_person_does_not_read_that_the_one_before_cannot_log_in(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    device.expects("net::ERR")
    email = api.registered().email
    page, other = device.open("/confirm"), device.context.new_page()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Code").fill(api.code_for(email))
    page.get_by_label("Password").fill(PASSWORD)
    page.route(SESSIONS, lambda route: route.abort())
    other.goto("/login")
    type_login(other, ada)
    with held(other, SESSIONS, "POST"):
        with other.expect_request(SESSIONS):
            other.get_by_role("button", name="Log in", exact=True).click()
        page.bring_to_front()
        with page.expect_response("**/api/v1/accounts/confirm"):
            page.get_by_role("button", name="Confirm").click()
    wait_for_turns(page)

    expect(page.get_by_role("link", name="Profile")).to_be_visible()
    assert page.get_by_text("Dwipper cannot be reached.").count() == 0


@pytest.mark.parametrize(
    ("path", "url"), [("/register", "**/api/v1/accounts"), ("/forgot", "**/api/v1/passwords/forgot")]
)
def test_an_address_that_is_sent_is_not_in_the_form_after_the_next_login(
    device: Device, ada: Somebody, path: str, url: str
) -> None:
    device.expects(401)  # the profile may be on its way at the log-out
    page = device.context.new_page()
    page.goto(path)
    page.get_by_label("Email").fill(a_new_email())
    with page.expect_response(url), held(page, url, "POST"):
        with page.expect_request(url):
            page.get_by_role("button", name="Send me a code").click()
        device.page.bring_to_front()
        device.log_in(ada)
        expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()
    page.bring_to_front()
    page.evaluate(A_FRAME)
    device.page.bring_to_front()
    device.page.get_by_role("link", name="Profile").click()
    device.page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_role("link", name="Register")).to_be_visible()
    page.goto(path)

    expect(page.get_by_label("Email")).to_have_value("")


def test_a_visitor_does_not_read_that_somebody_is_logged_out(device: Device) -> None:
    page = device.open("/")
    expect(page.get_by_role("link", name="Register")).to_be_visible()

    assert page.get_by_text("You are logged out.").count() == 0


def log_in_without_a_reload(page: Page, somebody: Somebody) -> None:
    page.get_by_role("link", name="Log in").click()
    type_login(page, somebody)
    page.get_by_role("button", name="Log in", exact=True).click()


def log_out(page: Page) -> None:
    page.get_by_role("link", name="Profile").click()
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_role("link", name="Register")).to_be_visible()


def test_the_address_of_who_has_registered_is_not_the_next_persons(device: Device, ada: Somebody) -> None:
    device.expects(401)  # the profile may be on its way at the log-out
    page = device.open("/register")
    page.get_by_label("Email").fill(a_new_email())
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("it is on its way")).to_be_visible()
    log_out(device.log_in(ada))
    page.get_by_role("link", name="Register").click()

    expect(page.get_by_label("Email")).to_have_value("")


def test_the_list_of_one_person_is_not_shown_to_the_next_one(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    device.expects(401)  # the profile may be on its way at the log-out
    page = device.log_in(ada)
    own = device.write("Puddles keep diaries.")
    log_out(page)
    with held(page, "**/api/v1/dwipps*", "GET"):
        log_in_without_a_reload(page, api.somebody())
        expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()
        page.evaluate(A_FRAME)
        assert own.count() == 0


def test_the_profile_of_one_person_is_not_shown_to_the_next_one(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    page = device.log_in(ada)
    open_profile(page, ada)
    page.get_by_role("button", name="Log out", exact=True).click()
    grace = api.somebody()
    with held(page, "**/api/v1/me", "GET"):
        log_in_without_a_reload(page, grace)
        page.get_by_role("link", name="Profile").click()
        expect(page.get_by_role("heading", name="My profile", level=1)).to_be_visible()
        assert page.get_by_text(ada.email).count() == 0


def test_the_page_that_somebody_wanted_follows_the_login(device: Device, ada: Somebody) -> None:
    page = device.open("/me/favorites")
    type_login(page, ada)
    page.get_by_role("button", name="Log in", exact=True).click()

    expect(page.get_by_role("heading", name="My favorites", level=1)).to_be_visible()


def test_a_login_that_ends_elsewhere_leaves_no_draft(device: Device, api: LaptopApi, ada: Somebody) -> None:
    device.expects(401)
    page = device.log_in(ada)
    page.get_by_role("textbox", name="Your thought").fill("A secret draft")
    assert api.call("DELETE", "/sessions", token=ada.access).ok
    page.reload()
    expect(page.get_by_role("link", name="Register")).to_be_visible()

    assert page.evaluate("({...localStorage})") == {}


def test_another_person_in_the_same_browser_sees_nothing_of_the_first(
    device: Device, api: LaptopApi, ada: Somebody
) -> None:
    device.expects(401)  # the profile may be on its way at the log-out
    page = device.log_in(ada)
    page.get_by_role("textbox", name="Your thought").fill("A secret draft")
    open_profile(page, ada)
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_role("link", name="Profile")).to_have_count(0)

    grace = api.somebody()
    device.log_in(grace)
    expect(page.get_by_role("textbox", name="Your thought")).to_have_value("")
    open_profile(page, grace)


def test_the_pages_of_guests_become_the_feed_for_somebody_who_is_logged_in(
    device: Device, ada: Somebody
) -> None:
    device.log_in(ada)
    for path in ["/login", "/register", "/confirm", "/forgot", "/reset"]:
        page = device.open(path)
        expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()
        assert urlsplit(page.url).path == "/", path


def test_the_login_page_becomes_the_feed_after_a_login_in_another_tab(device: Device, ada: Somebody) -> None:
    waiting = device.context.new_page()
    waiting.goto("/login")
    expect(waiting.get_by_role("heading", name="Log in", level=1)).to_be_visible()
    device.log_in(ada)
    expect(waiting.get_by_role("heading", name="Feed", level=1)).to_be_visible()


def test_back_does_not_lead_to_the_form_by_which_somebody_logged_in(device: Device, ada: Somebody) -> None:
    device.open("/")
    page = device.log_in(ada)
    page.go_back()
    expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()
    assert urlsplit(page.url).path == "/"


def test_the_demo_can_be_entered_from_the_login_page(device: Device) -> None:
    device.open("/login").get_by_role("button", name="Log in as Ada").click()
    expect(device.page.get_by_role("heading", name="Feed", level=1)).to_be_visible()

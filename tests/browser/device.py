"""A person's browser, and what goes wrong in it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, WebError, expect

from tests.contract.api import Somebody

__all__ = ["A_FRAME", "PHONE", "Device", "type_login"]

A_FRAME = "() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))"
PHONE = {"width": 360, "height": 740}
STATUS = re.compile(r"the server responded with a status of (\d+)")


def type_login(page: Page, somebody: Somebody) -> None:
    page.get_by_label("Email").fill(somebody.email)
    page.get_by_label("Password", exact=True).fill(somebody.password)


class Device:
    """A browser with its own cookies, and one open tab.

    `faults` are the errors of its console (violations of the content security policy among them), exceptions that no
    script catches, and requests to other hosts. A rejected request is one, unless the test expects its status.
    """

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.faults: list[str] = []
        self._host = urlsplit(url).netloc
        self._expected: tuple[str, ...] = ()
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        self.page: Page = context.new_page()

    def expects(self, *faults: int | str) -> None:
        """Statuses and texts of errors that are not faults in this test."""
        self._expected += tuple(map(str, faults))

    def open(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def log_in(self, somebody: Somebody) -> Page:
        """Logs in by the form, and waits for the feed."""
        page = self.open("/login")
        type_login(page, somebody)
        page.get_by_role("button", name="Log in", exact=True).click()
        expect(page.get_by_role("heading", name="Feed", level=1)).to_be_visible()
        return page

    def dwipp(self, text: str) -> Locator:
        """Returns the newest Dwipp with this text that the page shows."""
        return self.page.get_by_role("article").filter(has_text=text).first

    def write(self, text: str) -> Locator:
        """Writes a Dwipp in the feed, and returns it once it is there."""
        box = self.page.get_by_role("textbox", name="Your thought")
        box.fill(text)
        self.page.get_by_role("button", name="Dwipp it").click()
        expect(box).to_have_value("")
        expect(self.dwipp(text)).to_be_visible()
        return self.dwipp(text)

    def _console(self, message: ConsoleMessage) -> None:
        status = STATUS.search(message.text)
        if message.type == "error" and (status[1] if status else message.text) not in self._expected:
            self._note(f"{message.text} ({message.location['url']})")

    def _error(self, error: WebError) -> None:
        self._note(f"not caught: {error.error}")

    def _request(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme not in {"data", "blob"} and target.netloc != self._host:
            self._note(f"a request to another host: {request.url}")

    def _note(self, fault: str) -> None:
        if not any(text in fault for text in self._expected if not text.isdigit()):
            self.faults.append(fault)

"""The mailbox of the laptop, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewDevice
from tests.browser.device import PHONE
from tests.platform.api import LaptopApi, a_new_email

NARROWEST = {**PHONE, "width": 320}  # WCAG 2.1, 1.4.10
LINES = """(node) => {
  const text = document.createRange();
  text.selectNodeContents(node);
  return text.getClientRects().length;
}"""


@pytest.mark.parametrize("viewport", [PHONE, NARROWEST], ids=["phone", "narrowest"])
def test_a_mail_says_to_whom_it_is_and_its_code_is_one_line(
    new_device: NewDevice, api: LaptopApi, viewport: dict[str, int]
) -> None:
    email = api.registered(f"{'long' * 15}-{a_new_email()}").email
    page = new_device(viewport=viewport, has_touch=True).open("/mailbox")

    mail = page.get_by_role("article").first
    expect(mail.get_by_role("heading")).to_have_text(email)
    code = mail.get_by_role("status")
    expect(code).to_have_text(api.mails_to(email)[0]["code"])
    assert code.evaluate(LINES) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

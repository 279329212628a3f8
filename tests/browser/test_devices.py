"""The devices of these tests notice what goes wrong in them."""

import pytest

from tests.browser.device import Device

MAILBOX = "/mailbox"


@pytest.fixture
def open_device(device: Device) -> Device:
    device.open(MAILBOX)
    return device


def faults(device: Device) -> list[str]:
    """Returns the faults, and takes them away, since they are no fault of the page."""
    found, device.faults = device.faults, []
    return found


def test_an_error_of_the_console_is_a_fault(open_device: Device) -> None:
    with open_device.context.expect_console_message():
        open_device.page.evaluate("console.error('broken pipe')")

    assert "broken pipe" in faults(open_device)[0]


def test_an_exception_that_no_script_catches_is_a_fault(open_device: Device) -> None:
    with open_device.context.expect_event("weberror"):
        open_device.page.evaluate("setTimeout(() => { throw new Error('burst') })")

    assert "burst" in faults(open_device)[0]


def test_a_violation_of_the_content_security_policy_is_a_fault(open_device: Device) -> None:
    with open_device.context.expect_console_message():
        open_device.page.evaluate("document.body.setAttribute('style', 'color: red')")

    assert "Content Security Policy" in faults(open_device)[0]


def test_a_request_to_another_host_is_a_fault(open_device: Device) -> None:
    open_device.expects("Content Security Policy", "Failed to fetch", "Connecting to")
    with open_device.context.expect_console_message():
        open_device.page.goto("data:text/html,<img src='http://other.example/pixel.png'>")

    assert any("a request to another host: http://other.example" in fault for fault in faults(open_device))


def test_a_rejected_request_is_a_fault_unless_its_status_is_expected(open_device: Device) -> None:
    ask = "fetch('/api/v1/me').then((response) => response.status)"
    with open_device.context.expect_console_message():
        assert open_device.page.evaluate(ask) == 401
    assert len(faults(open_device)) == 1

    open_device.expects(401)
    with open_device.context.expect_console_message():
        assert open_device.page.evaluate(ask) == 401
    assert faults(open_device) == []

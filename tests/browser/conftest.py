"""Chromium, and devices that open the page of a running platform."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.chromium import EXECUTABLE, PATIENCE, Chromium, launched
from tests.browser.device import Device
from tests.platform.running import RunningPlatform

NewDevice = Callable[..., Device]


# Playwright occupies the thread's event loop while it runs, so it must end before tests of other folders start.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Chromium]:
    if EXECUTABLE is None:
        pytest.skip("there is no Chromium on the PATH, so the page is not tried in a browser")
    with launched() as chromium:
        yield chromium


@pytest.fixture
def new_device(chromium: Chromium, platform: RunningPlatform) -> Iterator[NewDevice]:
    """Returns new devices, and fails if something went wrong in one that the test does not expect.

    Nothing moves in them, unless a test asks for it: what moves is seen half way.
    """
    devices: list[Device] = []
    url = f"http://localhost:{platform.port}"

    def new(**options: Any) -> Device:  # noqa: ANN401  of Playwright
        settings = {"base_url": url, "reduced_motion": "reduce", "viewport": {"width": 1100, "height": 800}}
        context = chromium.new_context(**{**settings, **options})
        context.set_default_timeout(PATIENCE)
        devices.append(Device(context, url))
        return devices[-1]

    yield new

    for device in devices:
        device.context.close()
    assert [fault for device in devices for fault in device.faults] == []


@pytest.fixture
def device(new_device: NewDevice) -> Device:
    return new_device()

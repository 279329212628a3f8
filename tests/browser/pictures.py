"""`python -m tests.browser.pictures`: writes docs/pictures, from a platform with the demo."""

import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import expect

from localcloud.demo.people import DEMO_LOGIN
from tests.browser.chromium import PATIENCE, Chromium, launched
from tests.browser.device import PHONE, Device
from tests.contract.api import Somebody
from tests.platform.api import LaptopApi
from tests.platform.running import ROOT, RunningPlatform, copy_of_the_tree

FOLDER = ROOT / "docs" / "pictures"
DESKTOP = {"width": 1000, "height": PHONE["height"]}
GAP = 16  # pixels
COLOURS = 256

ADA = Somebody(DEMO_LOGIN.email, DEMO_LOGIN.password)
Scene = Callable[[Device, LaptopApi], None]


def log_in(device: Device, api: LaptopApi) -> None:
    expect(device.open("/login").get_by_role("button", name="Log in as Ada")).to_be_visible()


def feed(device: Device, api: LaptopApi) -> None:
    device.log_in(ADA)
    expect(device.page.get_by_role("article").nth(3)).to_be_visible()


def compose(device: Device, api: LaptopApi) -> None:
    feed(device, api)
    text = "The shower is the only room where everybody is a singer, a philosopher and out of soap."
    device.page.get_by_role("textbox", name="Your thought").fill(text)


def conflict(device: Device, api: LaptopApi) -> None:
    ada = api.logged_in(Somebody(ADA.email, ADA.password))
    for mine in api.call("GET", "/me/dwipps", token=ada.access).json()["items"]:
        if mine["text"].startswith("A towel"):  # of the picture before
            api.call("DELETE", f"/dwipps/{mine['id']}", token=ada.access)
    feed(device, api)
    dwipp = device.write("A towel is a sponge with a career.")
    dwipp.get_by_role("button", name="Edit").click()
    path = "/dwipps/" + api.call("GET", "/me/dwipps", token=ada.access).json()["items"][0]["id"]
    theirs = {"text": "A towel is a sponge with an education."}
    assert api.call("PATCH", path, theirs, token=ada.access, headers={"If-Match": '"1"'}).ok
    device.page.get_by_role("textbox", name="Your text").fill("A towel is a sponge with ambition.")
    device.page.get_by_role("button", name="Save").click()
    expect(device.page.get_by_text("edited elsewhere")).to_be_visible()
    device.dwipp("A towel").scroll_into_view_if_needed()


def person(device: Device, api: LaptopApi) -> None:
    feed(device, api)
    device.page.get_by_role("article").nth(1).get_by_role("link").first.click()
    expect(device.page.get_by_role("feed", name="Their Dwipps")).to_be_visible()
    expect(device.page.get_by_role("article").first).to_be_visible()


def empty(device: Device, api: LaptopApi) -> None:
    device.log_in(api.somebody())
    device.page.get_by_role("link", name="Favorites").click()
    expect(device.page.get_by_text("No favorites yet.")).to_be_visible()


def error(device: Device, api: LaptopApi) -> None:
    feed(device, api)
    device.page.route("**/api/v1/me/dwipps*", lambda route: route.abort())
    device.page.get_by_role("link", name="Mine").click()
    expect(device.page.get_by_role("alert")).to_be_visible()
    device.context.set_offline(True)
    expect(device.page.get_by_text("You are offline.")).to_be_visible()


SCENES: Mapping[str, Scene] = {
    "feed": feed,
    "compose": compose,
    "conflict": conflict,
    "person": person,
    "log-in": log_in,
    "empty": empty,
    "error": error,
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tree = copy_of_the_tree(Path(folder).resolve() / "dwipper")
        with RunningPlatform(tree) as platform, LaptopApi(platform.outputs) as api, launched() as chromium:
            url = f"http://localhost:{platform.port}"
            for name, scene in SCENES.items():
                shots = {
                    (colours, size["width"]): shot(
                        chromium, url, api, scene, color_scheme=colours, viewport=size
                    )
                    for colours in ("light", "dark")
                    for size in (DESKTOP, PHONE)
                }
                write(
                    name,
                    [
                        [shots[colours, size["width"]] for size in (DESKTOP, PHONE)]
                        for colours in ("light", "dark")
                    ],
                )
                if name == "feed":
                    write("page", [[shots["light", DESKTOP["width"]], shots["dark", PHONE["width"]]]])


def shot(chromium: Chromium, url: str, api: LaptopApi, scene: Scene, **options: Any) -> Image.Image:  # noqa: ANN401
    """Returns a picture of the screen."""
    context = chromium.new_context(base_url=url, reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE)
    device = Device(context, url)
    scene(device, api)
    picture = Image.open(io.BytesIO(device.page.screenshot()))
    context.close()
    return picture


def write(name: str, rows: list[list[Image.Image]]) -> None:
    """Writes the pictures as one, row by row."""
    width = max(sum(one.width + GAP for one in row) for row in rows) - GAP
    height = sum(row[0].height + GAP for row in rows) - GAP
    whole = Image.new("RGB", (width, height), "white")
    for number, row in enumerate(rows):
        left = 0
        for one in row:
            whole.paste(one, (left, number * (one.height + GAP)))
            left += one.width + GAP
    whole.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        FOLDER / f"{name}.png", optimize=True
    )


if __name__ == "__main__":
    main()

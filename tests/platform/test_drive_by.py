"""A page of another origin in a real browser, while the platform runs."""

import base64
import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.local_server import Exchange, LocalServer
from tests.platform.api import LaptopApi
from tests.platform.browser import a_browser_is_needed, dom_of, opened
from tests.platform.running import RunningPlatform

PAGE = Path(__file__).with_name("drive_by.html").read_bytes()
# The signature in the query is root's, who may do everything; the emulator does not check it.
ROOT = (
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=0"
    "&X-Amz-Credential=test%2F20260101%2Feu-west-1%2Flambda%2Faws4_request"
)


class Attacker(LocalServer):
    """Serves the page and receives what the page could read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.done = threading.Event()
        attacker = self

        class Pages(Exchange):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(PAGE)

            def do_POST(self) -> None:
                attacker.read = self.body()
                self.answer(200, {})
                attacker.done.set()

        super().__init__(Pages)


def listening(platform: RunningPlatform) -> list[int]:
    """Returns the ports of the platform's processes: a page could try all of them."""
    inodes = {
        target[8:-1]
        for pid in platform.processes()
        for descriptor in Path(f"/proc/{pid}/fd").glob("*")
        if (target := str(descriptor.readlink())).startswith("socket:[")
    }
    rows = [
        row.split()
        for table in ("tcp", "tcp6")
        for row in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    return sorted({int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A" and row[9] in inodes})


def zip_that_makes(marker: Path) -> str:
    """Returns a function's code that creates a file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "index.py", f"def handler(event, context):\n    open({str(marker)!r}, 'w').close()\n"
        )
    return base64.b64encode(buffer.getvalue()).decode()


@pytest.fixture
def attacker() -> Iterator[Attacker]:
    with Attacker() as attacker:
        yield attacker


@a_browser_is_needed
def test_a_page_of_another_origin_can_neither_run_read_nor_delete_anything(
    platform: RunningPlatform, api: LaptopApi, attacker: Attacker, tmp_path: Path
) -> None:
    marker, ada = tmp_path / "ran", api.somebody()
    ports = listening(platform)
    assert platform.port in ports
    plan = {"ports": ports, "zip": zip_that_makes(marker), "root": ROOT}

    with opened(f"{attacker.url}/#{quote(json.dumps(plan))}", tmp_path / "profile"):
        assert attacker.done.wait(60)

    assert not marker.exists()
    assert attacker.read == []
    assert api.call("GET", "/me", token=ada.access).status_code == 200


@a_browser_is_needed
@pytest.mark.parametrize("path", ["/mailbox/messages", "/mailbox", "/api/v1/openapi.json"])
def test_dns_rebinding_shows_nothing(
    platform: RunningPlatform, api: LaptopApi, tmp_path: Path, path: str
) -> None:
    api.registered()

    seen = dom_of(
        f"http://rebound.example:{platform.port}{path}",
        tmp_path / "profile",
        "--host-resolver-rules=MAP rebound.example 127.0.0.1",
    )

    assert "421" in seen
    assert not re.search(r"\b\d{6}\b|openapi", seen)

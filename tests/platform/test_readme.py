"""Runs the README's journey with the shell and curl."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.platform.running import RunningPlatform

README = Path(__file__).resolve().parents[2] / "README.md"


def shell_block_below(heading: str) -> str:
    found = re.search(rf"^## {heading}$.*?^```sh$(.*?)^```$", README.read_text(), re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[1]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: `apt-get install curl`")
def test_the_journey_by_curl_leads_from_registering_to_an_upvote(platform: RunningPlatform) -> None:
    journey = shell_block_below("Your first Dwipp").replace(
        "http://localhost:8000", platform.outputs["api_url"]
    )

    done = subprocess.run(["sh", "-eu"], input=journey, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    registered, confirmed, written_read_and_upvoted = re.split(
        r"(HTTP/1.1 \d+).*\n\n", done.stdout, flags=re.DOTALL
    )
    written, feed, upvoted = _each(written_read_and_upvoted)
    assert "on its way" in registered
    assert confirmed == "HTTP/1.1 204"
    assert written["text"] == "Water is just wet air."
    assert feed["items"][0] == written
    assert len(feed["items"]) == 3
    assert upvoted == {**written, "upvotes": 1, "viewer": {**written["viewer"], "upvoted": True}}


def _each(text: str) -> list[Any]:
    """Yields the JSON values of a text."""
    found: list[Any] = []
    decode = json.JSONDecoder().raw_decode
    while text:
        value, end = decode(text)
        found, text = [*found, value], text[end:]
    return found

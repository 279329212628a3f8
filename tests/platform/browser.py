"""A real headless browser with its own profile."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["CHROMIUM", "a_browser_is_needed", "dom_of", "opened"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECONDS = 60

a_browser_is_needed = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on the PATH")


@contextmanager
def opened(url: str, profile: Path) -> Iterator[None]:
    """Keeps the page open, with its scripts running."""
    process = subprocess.Popen(_command(profile, url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


def dom_of(url: str, profile: Path, *options: str) -> str:
    """Returns the DOM of the loaded page."""
    done = subprocess.run(
        _command(profile, *options, "--dump-dom", url),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    return done.stdout


def _command(profile: Path, *more: str) -> list[str]:
    assert CHROMIUM
    return [
        *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(f"--user-data-dir={profile}", *more),
    ]

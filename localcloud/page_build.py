"""Builds the page again when its files change."""

import time
from pathlib import Path

from watchfiles import awatch

from localcloud.clean_environment import clean_environment
from localcloud.command import run_command
from localcloud.terminal import say, visible, warn

__all__ = ["build_on_change", "can_build"]

BUILD_COMMAND = ("node", "build/write.js")  # what `npm run build` runs
SOURCE = ("src", "public")


def can_build(frontend: Path) -> bool:
    """Returns whether the packages that build the page are installed."""
    return (frontend / "node_modules").is_dir()


async def build_on_change(frontend: Path) -> None:
    """Builds the page at each change of its source. Runs until it is cancelled."""
    async for _ in awatch(*(frontend / name for name in SOURCE)):
        started = time.monotonic()
        if failure := await _failure_of_build(frontend):
            warn(f"the page is not built: {failure}")
        else:
            say(f"the page is built in {time.monotonic() - started:.1f} s: reload it")


async def _failure_of_build(frontend: Path) -> str:
    """Returns what the build says if it fails, or what it needs."""
    if not can_build(frontend):
        return "run `make frontend` once, which installs the packages"
    try:
        done = await run_command(*BUILD_COMMAND, folder=frontend, environment=clean_environment())
    except OSError as error:
        return f"{BUILD_COMMAND[0]} cannot be started ({error.strerror})"
    errors = "\n".join(visible(line) for line in done.errors.splitlines())
    return errors or f"{' '.join(BUILD_COMMAND)} ended with {done.code}" if done.code else ""

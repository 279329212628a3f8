"""Reloads the app when its files change."""

import asyncio
import time
from pathlib import Path

from watchfiles import awatch

from localcloud.routes import Routes
from localcloud.runner.functions import Functions
from localcloud.terminal import say

__all__ = ["reload_on_change"]


async def reload_on_change(folder: Path, functions: Functions) -> None:
    """Reloads the functions at each change in the folder. Runs until it is cancelled."""
    routes, telling = Routes(folder.parent), None
    async for changes in awatch(folder):
        started = time.monotonic()
        names = _names({Path(path) for _, path in changes}, folder.parent)
        if telling:
            telling.cancel()
        if await functions.reload():
            say(f"{names} changed: reloaded in {time.monotonic() - started:.1f} s")
            telling = asyncio.create_task(routes.report_changes())


def _names(changed: set[Path], root: Path) -> str:
    """Returns the files' names, without those that an editor has made and removed meanwhile."""
    files = {path for path in changed if path.is_file()} or changed
    return ", ".join(sorted(str(path.relative_to(root)) for path in files))

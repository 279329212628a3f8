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
        names = ", ".join(sorted({str(Path(path).relative_to(folder.parent)) for _, path in changes}))
        if telling:
            telling.cancel()
        if await functions.reload():
            say(f"{names} changed: reloaded in {time.monotonic() - started:.1f} s")
            telling = asyncio.create_task(routes.tell_changes())

"""Commands that the platform runs while it is up."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

__all__ = ["Finished", "run_command"]


class Finished(NamedTuple):
    """How a command ended."""

    code: int
    output: str
    errors: str


async def run_command(*command: str, folder: Path, environment: Mapping[str, str]) -> Finished:
    """Runs a command in a folder to its end. Kills it if this is cancelled. Raises OSError if it cannot start."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        process_group=0,
    )
    try:
        output, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Finished(process.returncode or 0, output.decode(errors="replace"), errors.decode(errors="replace"))

"""Runs the platform until it is asked to end."""

import asyncio
import signal
import time

from localcloud.faults import raise_file_limit, report_faults_of
from localcloud.provisioning_process import ProvisioningProcess
from localcloud.terminal import say

__all__ = ["run"]


async def run(port: int, debug_port: int | None) -> None:
    """Runs the platform on 127.0.0.1 until a signal asks it to end. Debuggers may attach to the debug port.

    Raises LocalCloudError if it cannot start or continue; the message says what to do.
    """
    raise_file_limit()
    report_faults_of(asyncio.get_running_loop())
    _cancel_on_signal()
    started = time.monotonic()
    try:
        async with ProvisioningProcess() as provisioning:
            # Imported while that process imports Pulumi, which takes longer.
            from localcloud.platform import keep_up

            await keep_up(port, debug_port, provisioning, started)
    except asyncio.CancelledError:
        say("\nDwipper has stopped; its data is kept in .local/")


def _cancel_on_signal() -> None:
    """The first SIGINT, SIGTERM or SIGHUP cancels the platform. Later ones do nothing."""
    loop, main = asyncio.get_running_loop(), asyncio.current_task()
    assert main  # noqa: S101
    asked = iter([main.cancel])
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, lambda: next(asked, bool)())

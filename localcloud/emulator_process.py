"""The process that emulates AWS."""

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from aiohttp import ClientError, ClientSession, ClientTimeout

from localcloud.clean_environment import clean_environment
from localcloud.errors import LocalCloudError
from localcloud.listening import listening
from localcloud.terminal import say

__all__ = ["EmulatorProcess"]

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 15  # until a message says that it takes longer
START_SECONDS = 180
STOP_SECONDS = 150  # more than a save may take

UNTIL_READY = ClientTimeout()  # the port takes connections before the emulator does

Result = TypeVar("Result")


class EmulatorProcess:
    """Runs the emulated AWS while entered, on its own port behind the front door.

    Its URL contains a secret of this run, so only processes that get the URL can call it. This process opens the port
    and keeps it until the end, so that no other user can listen on it before the emulator or after a crash. The
    emulator also holds the lock of the state's folder. It ends when its stdin closes, so it never outlives this
    process.
    """

    def __init__(self, session: ClientSession, folder: Path, region: str, lock: int) -> None:
        self._session = session
        self._arguments = ("--state", str(folder), "--region", region)
        self._lock = lock
        self._secret = secrets.token_urlsafe()
        self.url = ""

    async def __aenter__(self) -> "EmulatorProcess":
        self._listener = listening()
        try:
            await self._start()
        except BaseException:
            self._listener.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        code = await self._stop()
        self._listener.close()
        if code and (error is None or isinstance(error, asyncio.CancelledError)):
            raise LocalCloudError(_not_kept(code))

    async def ended(self) -> None:
        """Raises LocalCloudError when the process ends by itself."""
        code = await self._process.wait()
        raise LocalCloudError(
            f"the emulator stopped unexpectedly (exit {code}): the writes of the last seconds may be lost; run again"
        )

    async def save(self) -> bool:
        """Saves the state now. Returns whether that worked; if not, the emulator says why and tries again."""
        with suppress(ClientError, TimeoutError):
            async with self._session.post(f"{self.url}/_dwipper/save") as answer:
                return answer.ok
        return False

    async def while_it_runs(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Returns the result of work that calls the emulator. Raises LocalCloudError if the emulator ends first.

        The port stays open, so a call to an emulator that has ended would wait forever.
        """
        working, ended = asyncio.create_task(work), asyncio.create_task(self.ended())
        try:
            done, _ = await asyncio.wait({working, ended}, return_when=asyncio.FIRST_COMPLETED)
            if ended in done:
                await ended
            return await working
        finally:
            working.cancel()
            ended.cancel()

    async def _start(self) -> None:
        place, descriptor = self._listener.getsockname(), self._listener.fileno()
        self.url = f"http://{place[0]}:{place[1]}/{self._secret}"
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "localcloud.emulator", "--listener", str(descriptor), *self._arguments),
            stdin=asyncio.subprocess.PIPE,
            pass_fds=[self._lock, descriptor],
            cwd=ROOT,
            env={**clean_environment(), "DWIPPER_EMULATOR_SECRET": self._secret},
            process_group=0,
        )
        try:
            await self._wait_until_ready()
        except BaseException:
            await self._stop()
            raise

    async def _wait_until_ready(self) -> None:
        notice = asyncio.get_running_loop().call_later(
            PATIENCE_SECONDS, say, "the emulator is still starting ..."
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await self.while_it_runs(self._answered())
        except TimeoutError:
            raise LocalCloudError(
                f"the emulator did not answer within {START_SECONDS} s: try again"
            ) from None
        except LocalCloudError:
            raise LocalCloudError("the emulator did not start: see the error above") from None
        finally:
            notice.cancel()

    async def _answered(self) -> None:
        while True:
            with suppress(ClientError):
                async with self._session.get(f"{self.url}/_ministack/health", timeout=UNTIL_READY) as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.05)

    async def _stop(self) -> int:
        """Ends the process after a last save. Returns its exit code."""
        notice = asyncio.get_running_loop().call_later(
            PATIENCE_SECONDS, say, "the emulator is still saving ..."
        )
        try:
            if self._process.returncode is None:
                self._process.terminate()
                os.kill(self._process.pid, signal.SIGCONT)  # a stopped process would not get the signal
            async with asyncio.timeout(STOP_SECONDS):
                return await self._process.wait()
        except TimeoutError:
            self._process.kill()
            return await self._process.wait()
        finally:
            notice.cancel()


def _not_kept(code: int) -> str:
    if code < 0:
        return f"the emulator was killed by signal {-code} before it had saved: the last seconds may be lost"
    return "not all data was saved: see the emulator's error above"

"""An environment for the pool: a process, and a socket to it."""

import asyncio
import json
import os
import socket
import sys
import time
from pathlib import Path

from localcloud.runner.frames import FAILED, READY, REFUSED, frame, length_of
from localcloud.runner.function import LocalFunction

__all__ = ["CredentialsRefusedError", "EnvironmentProcess", "FunctionError", "InitError", "SlowInitError"]

ROOT = Path(__file__).resolve().parents[2]
# A busy laptop needs more than Lambda's ten seconds.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
INIT_SECONDS = 60
FOR_DEBUGPY = ("-X", "frozen_modules=off")  # it warns otherwise that it may miss breakpoints
# Lambda's variable for text logs. The front door logs each request itself.
# https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
PLAIN_LOGS = {"AWS_LAMBDA_LOG_FORMAT": "Text", "AWS_LAMBDA_LOG_LEVEL": "WARN"}


class InitError(Exception):
    """The handler could not be imported; the message is the traceback."""


class SlowInitError(Exception):
    """The import took too long. A retry may be faster."""


class FunctionError(Exception):
    """The handler raised, ran out of time or crashed its process."""


class CredentialsRefusedError(FunctionError):
    """A service refused the environment's credentials. The process has ended; another may succeed."""


class EnvironmentProcess:
    """A process that serves one event at a time."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._process, self._reader, self._writer = process, reader, writer
        self.idle_since = time.monotonic()
        self.expires = 0.0  # its credentials, in seconds since the epoch
        self.alive = True

    @classmethod
    async def start(cls, function: LocalFunction) -> "EnvironmentProcess":
        """Returns a process that has imported the handler.

        Raises InitError, SlowInitError after a minute (a debugger may take longer), and OSError if the machine has no
        room for it.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, *(FOR_DEBUGPY if function.debug_port else ())),
                *("-m", "localcloud.runner.environment"),
                *(str(theirs.fileno()), function.handler, function.role_arn, str(function.debug_port or "")),
                pass_fds=[theirs.fileno()],
                stdin=asyncio.subprocess.PIPE,
                cwd=ROOT,
                process_group=0,
                env={"PATH": os.environ["PATH"], **PLAIN_LOGS, **function.environment},
            )
        reader, writer = await asyncio.open_connection(sock=ours)
        environment = cls(process, reader, writer)
        try:
            await environment._wait_until_ready(None if function.debug_port else INIT_SECONDS)
        except BaseException:
            await environment.kill()
            raise
        return environment

    async def invoke(self, context: bytes, event: bytes, timeout: float) -> bytes:
        """Returns the handler's response as JSON. Raises FunctionError; the process may then be dead."""
        try:
            async with asyncio.timeout(timeout):
                self._writer.write(frame(context) + frame(event))
                outcome, answer = await self._frame(), await self._frame()
        except TimeoutError:
            await self.kill()
            raise FunctionError(f"the function did not answer within {timeout:g} s") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            await self.kill()
            raise FunctionError("the function ended its own process") from None
        self.idle_since = time.monotonic()
        if outcome == REFUSED:
            await self.kill()
            raise CredentialsRefusedError(f"its credentials were refused: {answer.decode()}")
        if outcome == FAILED:
            raise FunctionError(f"the handler raised {json.loads(answer)['errorType']}")
        return answer

    async def close(self) -> None:
        """Ends the process when it is idle."""
        self.alive = False
        self._writer.close()
        try:
            async with asyncio.timeout(1):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        self.alive = False
        self._writer.close()
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def _wait_until_ready(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                outcome, text = await self._frame(), (await self._frame()).decode()
            if outcome == READY:
                self.expires = float(text)
                return
            reason = text
        except TimeoutError:
            raise SlowInitError(f"importing the handler took more than {seconds} s") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            reason = "the process ended while importing the handler"
        raise InitError(reason)

    async def _frame(self) -> bytes:
        return await self._reader.readexactly(length_of(await self._reader.readexactly(4)))

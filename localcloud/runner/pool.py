"""The environments of one function: as many as there are concurrent requests, up to a limit."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from types import TracebackType

from localcloud.faults import report
from localcloud.runner.function import LocalFunction
from localcloud.runner.process import (
    CredentialsRefusedError,
    EnvironmentProcess,
    FunctionError,
    InitError,
    SlowInitError,
)
from localcloud.terminal import warn

__all__ = ["EnvironmentPool"]

MOST_ENVIRONMENTS = 4
IDLE_SECONDS = 20
SEEN_SECONDS = 0.3  # until the latest save has been seen: `awatch` collects changes for 50 ms
LAST_SECONDS = 15 * 60  # of the role's credentials: an environment with less is replaced


class EnvironmentPool:
    """Gives each event to a free environment, and starts and ends environments as needed.

    A reload starts a new generation: older environments finish their request, and get no more. A function that is
    debugged has one environment: the next one starts when the last has ended. Credentials expire by the wall clock,
    which continues while the machine is suspended; idle time does not count that.
    """

    def __init__(
        self, function: LocalFunction, at_rest: int = 1, wall_clock: Callable[[], float] = time.time
    ) -> None:
        self._function = function
        self._wall_clock = wall_clock
        self._at_rest = at_rest
        self._at_most = 1 if function.debug_port else MOST_ENVIRONMENTS
        self._changed = asyncio.Condition()
        self._generation = 0
        self._starting = False
        self._waiting = 0
        self._current: set[EnvironmentProcess] = set()
        self._idle: list[EnvironmentProcess] = []
        self._fault = ""
        self._alive: set[EnvironmentProcess] = set()
        self._tasks: set[asyncio.Task[object]] = set()

    async def __aenter__(self) -> "EnvironmentPool":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends every environment at once, busy or not; no more are started."""
        self._fault = "it is closed"
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(environment.kill() for environment in self._alive))

    async def invoke(self, context: bytes, event: bytes) -> bytes:
        """Returns the handler's response as JSON. Raises FunctionError.

        If an environment's credentials are refused, another environment retries once.
        """
        try:
            return await self._invoke(context, event)
        except CredentialsRefusedError:
            return await self._invoke(context, event)

    async def _invoke(self, context: bytes, event: bytes) -> bytes:
        environment = await self._take()
        try:
            return await environment.invoke(context, event, self._function.timeout)
        finally:
            await self._give_back(environment)

    async def reload(self) -> bool:
        """Reloads the code. Returns False if it cannot be imported; the terminal then shows why.

        New requests wait. Running ones finish on the code they began with.
        """
        self.retire()
        self._starting = True
        await self._start()
        return not self._fault

    def retire(self) -> None:
        """Stops giving requests to environments that have loaded the old code."""
        retired = self._idle
        self._generation += 1
        self._starting, self._current, self._idle, self._fault = False, set(), [], ""
        for environment in retired:
            self._in_background(self._end(environment))

    def begin_reload(self) -> None:
        """Starts a reload without waiting for it."""
        self._in_background(self.reload())

    async def tend(self) -> None:
        """Ends idle environments and replaces old ones. Runs until it is cancelled."""
        while True:
            await asyncio.sleep(IDLE_SECONDS / 6)
            spare = len(self._current) - max(self._at_rest, self._waiting)
            rested = [one for one in self._idle if time.monotonic() - one.idle_since > IDLE_SECONDS]
            self._let_go(rested[: max(0, spare)])
            self._let_go_the_old()
            self._grow()  # one that is let go may have been the one that a request waits for

    def _let_go(self, idle: Sequence[EnvironmentProcess]) -> None:
        for environment in idle:
            self._idle.remove(environment)
            self._current.discard(environment)
            self._in_background(self._end(environment))

    def _let_go_the_old(self) -> None:
        self._let_go([environment for environment in self._idle if self._is_old(environment)])

    def _is_old(self, environment: EnvironmentProcess) -> bool:
        return self._wall_clock() > environment.expires - LAST_SECONDS

    async def _take(self) -> EnvironmentProcess:
        if self._fault:
            await asyncio.sleep(SEEN_SECONDS)  # a save that fixes it may just have been made
        async with self._changed:
            self._waiting += 1
            self._let_go_the_old()
            self._grow()
            try:
                await self._changed.wait_for(lambda: self._idle or self._fault)
            finally:
                self._waiting -= 1
            if not self._idle:
                raise FunctionError("the handler cannot be imported")
            return self._idle.pop()

    async def _give_back(self, environment: EnvironmentProcess) -> None:
        if environment not in self._current or not environment.alive or self._is_old(environment):
            self._current.discard(environment)
            await self._end(environment)
            return self._grow()
        async with self._changed:
            self._idle.append(environment)
            self._changed.notify()

    def _grow(self) -> None:
        """Starts one more environment, one at a time, if requests wait and there is room."""
        room = len(self._current) < self._at_most and not (self._starting or self._fault)
        if room and self._waiting > len(self._idle):
            self._starting = True
            self._in_background(self._start())

    async def _start(self) -> None:
        generation = self._generation
        if self._function.debug_port and not await self._port_is_free(generation):
            return
        environment = fault = None
        try:
            environment = await EnvironmentProcess.start(self._function)
            self._alive.add(environment)
        except InitError as error:
            fault = str(error)
        except OSError as error:  # no process, no memory, no file descriptor
            report(error)
        except SlowInitError as error:
            warn(f"{self._function.name}: {error}; the next event tries again")
        if generation != self._generation:
            return await self._end(environment)
        self._starting = False
        await self._admit(environment, fault)

    async def _port_is_free(self, generation: int) -> bool:
        """Waits until no process has the debug port. Returns whether the code has not changed again meanwhile."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._alive)
        return generation == self._generation

    async def _admit(self, environment: EnvironmentProcess | None, fault: str | None) -> None:
        async with self._changed:
            if environment:
                self._current.add(environment)
                self._idle.append(environment)
            if fault and not self._current:
                self._fault = fault
                warn(f"{fault.rstrip()}\n{self._function.name} fails until the next good save.")
            self._changed.notify_all()
            self._grow()

    async def _end(self, environment: EnvironmentProcess | None) -> None:
        if environment:
            await environment.close()
            async with self._changed:
                self._alive.discard(environment)
                self._changed.notify_all()

    def _in_background(self, work: Coroutine[None, None, object]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

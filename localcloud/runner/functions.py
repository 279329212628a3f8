"""The stack's functions, each with its own environments."""

import asyncio
from collections.abc import Sequence
from types import TracebackType

from localcloud.runner.function import LocalFunction
from localcloud.runner.pool import EnvironmentPool

__all__ = ["Functions"]


class Functions:
    """A pool per function, by name.

    The API's function always has an environment, and its import decides whether a reload succeeded. The others load
    after it, so that their errors are printed too, and have no environment while they are idle.
    """

    def __init__(self, functions: Sequence[LocalFunction], answering: str) -> None:
        self._pools = {
            one.name: EnvironmentPool(one, at_rest=int(one.name == answering)) for one in functions
        }
        self._answering = self._pools[answering]

    async def __aenter__(self) -> "Functions":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends every environment at once, busy or not."""
        await asyncio.gather(*(pool.close() for pool in self._pools.values()))

    async def invoke(self, name: str, context: bytes, event: bytes) -> bytes:
        """Returns the handler's response as JSON. Raises FunctionError."""
        return await self._pools[name].invoke(context, event)

    async def reload(self) -> bool:
        """Reloads the code. Returns whether the API can be served, as soon as that is known."""
        others = [pool for pool in self._pools.values() if pool is not self._answering]
        for pool in others:
            pool.retire()
        loaded = await self._answering.reload()
        for pool in others:
            pool.begin_reload()
        return loaded

    async def tend(self) -> None:
        """Ends idle environments and replaces old ones. Runs until it is cancelled."""
        await asyncio.gather(*(pool.tend() for pool in self._pools.values()))

"""The stack's functions, each in environments of its own."""

import asyncio
from collections.abc import Sequence
from types import TracebackType

from localcloud.runner.function import Function
from localcloud.runner.pool import Pool

__all__ = ["Functions"]


class Functions:
    """A pool for each function, by its name.

    The one that answers callers always has an environment, and decides whether the code could be loaded. The
    others load after it, so that their faults are told too, and have no environment while they rest.
    """

    def __init__(self, functions: Sequence[Function], answering: str) -> None:
        self._pools = {one.name: Pool(one, at_rest=int(one.name == answering)) for one in functions}
        self._answering = self._pools[answering]

    async def __aenter__(self) -> "Functions":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends every environment at once, busy or not."""
        await asyncio.gather(*(pool.close() for pool in self._pools.values()))

    async def invoke(self, name: str, context: bytes, event: bytes) -> bytes:
        """The answer of the function's handler as JSON; FunctionError when there is none."""
        return await self._pools[name].invoke(context, event)

    async def reload(self) -> bool:
        """Loads the code anew; tells, as soon as it is known, whether callers can be answered."""
        others = [pool for pool in self._pools.values() if pool is not self._answering]
        for pool in others:
            pool.retire()
        loaded = await self._answering.reload()
        for pool in others:
            pool.begin_reload()
        return loaded

    async def tend(self) -> None:
        """Ends the environments that nobody needs and replaces the old ones; runs until it is cancelled."""
        await asyncio.gather(*(pool.tend() for pool in self._pools.values()))

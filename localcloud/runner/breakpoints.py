"""Defines what `breakpoint()` does in the function's code."""

import os
import sys

from localcloud.terminal import warn

__all__ = ["take_breakpoints"]

HINT = "breakpoint() at {}:{} is skipped: start the platform with `make run DEBUG=5678` and attach a debugger"


def take_breakpoints(debug_port: str) -> None:
    """Lets debuggers attach to this port of 127.0.0.1, where `breakpoint()` stops. Without a port it prints a hint.

    debugpy listens in this process, so the port is free again as soon as the process has ended.
    https://github.com/microsoft/debugpy/blob/main/src/debugpy/public_api.py
    """
    sys.stdin = open(os.devnull)  # noqa: SIM115  nobody types here: what asks all the same, like pdb, gets no answer
    sys.breakpointhook = _hint
    if debug_port:
        import debugpy  # it takes half a second

        debugpy.listen(("127.0.0.1", int(debug_port)), in_process_debug_adapter=True)
        sys.breakpointhook = debugpy.breakpoint


def _hint(*_: object, **__: object) -> None:
    caller = sys._getframe(1)
    warn(HINT.format(os.path.relpath(caller.f_code.co_filename), caller.f_lineno))

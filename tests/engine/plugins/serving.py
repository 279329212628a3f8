"""A plugin's server, as the engine expects it: it prints its port, and ends with the engine."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import grpc

__all__ = ["serve"]

# The engine sends the function's zip and whole states in one message.
UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
LOOKS_SECONDS = 0.1


def serve(register: Callable[[grpc.Server], None], workers: int) -> None:
    """Serves on a free port of this machine until the process that started this one has ended."""
    engine = os.getppid()
    signal.signal(signal.SIGINT, _end)  # by which the engine ends its plugins
    server = grpc.server(ThreadPoolExecutor(max_workers=workers), options=UNLIMITED)
    register(server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)  # noqa: T201  the engine reads it
    server.start()
    while server.wait_for_termination(LOOKS_SECONDS) and os.getppid() == engine:
        pass
    _end()


def _end(*_: object) -> None:
    """Whatever still hangs in a call."""
    os._exit(0)

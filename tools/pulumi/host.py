"""Python's language host for a Pulumi CLI that was built here: it runs the program for the engine.

Pulumi's own is in no registry. The engine starts this file, which is next to the CLI, in the project's folder, and
speaks its protocol: https://github.com/pulumi/pulumi/blob/v3.259.0/proto/pulumi/language.proto
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc

__all__ = ["serve"]

RUN = Path(__file__).with_name("run.py")
# The engine sends the function's zip and whole states in one message.
UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
# Of what they ask, the engine needs no more than an empty message. It gets a provider when a resource wants one.
ANSWERED_EMPTY = {"About", "GetPluginInfo", "GetRequiredPackages", "GetRequiredPlugins", "Handshake"}
LOOKS_SECONDS = 0.1


class Host(grpc.GenericRpcHandler):
    """Forwards messages unparsed: importing Pulumi here would cost each command half a second."""

    def __init__(self, engine: str) -> None:
        self._engine = engine

    def service(self, details: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes] | None":
        method = details.method.rpartition("/")[2]
        if method == "Run":
            return grpc.unary_unary_rpc_method_handler(self._run)
        return grpc.unary_unary_rpc_method_handler(_nothing) if method in ANSWERED_EMPTY else None

    def _run(self, request: bytes, context: grpc.ServicerContext) -> bytes:
        """Runs in its own process, so nothing of a preview remains for the update."""
        with subprocess.Popen(  # noqa: S603  this Python
            [sys.executable, "-P", RUN, self._engine], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            context.add_callback(process.kill)  # the engine has cancelled the call, so the program must end
            answer, _ = process.communicate(request)
        if (
            process.returncode
        ):  # otherwise the engine would delete resources that the program has not registered yet
            context.abort(grpc.StatusCode.ABORTED, f"the program ended with status {process.returncode}")
        return answer


def _nothing(_: bytes, __: grpc.ServicerContext) -> bytes:
    return b""


def serve(register: Callable[[grpc.Server], None], workers: int) -> None:
    """A plugin's server as the engine expects it: prints its port, and ends with the engine."""
    engine = os.getppid()
    signal.signal(signal.SIGINT, _end)  # by which the engine ends its plugins
    server = grpc.server(ThreadPoolExecutor(max_workers=workers), options=UNLIMITED)
    register(server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    while server.wait_for_termination(LOOKS_SECONDS) and os.getppid() == engine:
        pass
    _end()


def _end(*_: object) -> None:
    """Ends calls that still hang."""
    os._exit(0)


if __name__ == "__main__":
    host = Host(sys.argv[-1])
    serve(lambda server: server.add_generic_rpc_handlers([host]), workers=4)

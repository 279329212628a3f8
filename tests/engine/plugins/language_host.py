"""`python -m tests.engine.plugins.language_host … ENGINE`: Python's language host, for programs in this Python.

The one of Pulumi's own is not to be had from a package registry.
"""

import json
import os
import socket
import sys

import grpc

from tests.engine.plugins.serving import serve

__all__ = ["PROGRAMS", "LanguageHost"]

PROGRAMS = "DWIPPER_TEST_PROGRAMS"  # where the socket of programs.py is
# Of what they ask, the engine needs no more than an empty message. It looks for a provider when a resource wants one.
NOTHING_TO_TELL = {"GetPluginInfo", "GetRequiredPackages", "Handshake"}


class LanguageHost(grpc.GenericRpcHandler):
    """Hands messages on as they are: to import Pulumi here would cost each command half a second, twice."""

    def __init__(self, engine: str) -> None:
        self._engine = engine

    def service(self, details: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes] | None":
        method = details.method.rpartition("/")[2]
        if method == "Run":
            return grpc.unary_unary_rpc_method_handler(self._run)
        return grpc.unary_unary_rpc_method_handler(_nothing) if method in NOTHING_TO_TELL else None

    def _run(self, request: bytes, _: grpc.ServicerContext) -> bytes:
        """In a fresh process each time, so that nothing of a preview is left for the update."""
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        head = {
            "engine": self._engine,
            "environment": environment,
            "folder": os.getcwd(),
            "size": len(request),
        }
        with socket.socket(socket.AF_UNIX) as programs:
            programs.connect(os.environ[PROGRAMS])
            socket.send_fds(programs, [b"."], [sys.stdout.fileno(), sys.stderr.fileno()])
            programs.sendall(json.dumps(head).encode() + b"\n" + request)
            with programs.makefile("rb") as answer:
                return answer.read()


def _nothing(_: bytes, __: grpc.ServicerContext) -> bytes:
    return b""


if __name__ == "__main__":
    host = LanguageHost(sys.argv[-1])
    serve(lambda server: server.add_generic_rpc_handlers([host]), workers=4)

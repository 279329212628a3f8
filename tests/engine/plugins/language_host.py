"""`python -m tests.engine.plugins.language_host … ENGINE`: Python's language host, for a program in this Python.

The one of Pulumi's own is not to be had from a package registry.
"""

import os
import subprocess
import sys
from pathlib import Path

import grpc

from tests.engine.plugins.serving import serve

__all__ = ["LanguageHost"]

RUN = Path(__file__).with_name("run_program.py")
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
        ours, childs = os.pipe()
        with open(ours, "rb") as answer:
            with subprocess.Popen(
                [sys.executable, "-P", RUN, self._engine, str(childs)],
                env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
                stdin=subprocess.PIPE,
                pass_fds=[childs],
            ) as program:
                os.close(childs)
                program.communicate(request)
            return answer.read()


def _nothing(_: bytes, __: grpc.ServicerContext) -> bytes:
    return b""


if __name__ == "__main__":
    host = LanguageHost(sys.argv[-1])
    serve(lambda server: server.add_generic_rpc_handlers([host]), workers=4)

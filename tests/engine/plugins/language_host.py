"""`python -m tests.engine.plugins.language_host … ENGINE`: Python's language host, for a program in this Python.

The one of Pulumi's own is not to be had from a package registry.
"""

import os
import subprocess
import sys
from pathlib import Path

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

from tests.engine.plugins.serving import serve

__all__ = ["LanguageHost"]

RUN = Path(__file__).with_name("run_program.py")


class LanguageHost(language_pb2_grpc.LanguageRuntimeServicer):
    """Runs the program in a fresh process each time, so that nothing of a preview is left for the update."""

    def __init__(self, engine: str) -> None:
        self._engine = engine

    def Handshake(
        self, request: language_pb2.LanguageHandshakeRequest, context: grpc.ServicerContext
    ) -> language_pb2.LanguageHandshakeResponse:
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        return plugin_pb2.PluginInfo(version="0.0.1")

    def GetRequiredPackages(
        self, request: language_pb2.GetRequiredPackagesRequest, context: grpc.ServicerContext
    ) -> language_pb2.GetRequiredPackagesResponse:
        """None to install: the engine looks for a provider when a resource asks for it."""
        return language_pb2.GetRequiredPackagesResponse()

    def Run(
        self, request: language_pb2.RunRequest, context: grpc.ServicerContext
    ) -> language_pb2.RunResponse:
        request.args[:] = [self._engine]
        ours, childs = os.pipe()
        with open(ours, "rb") as answer:
            with subprocess.Popen(
                [sys.executable, "-P", RUN, str(childs)],
                cwd=request.info.program_directory,
                env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
                stdin=subprocess.PIPE,
                pass_fds=[childs],
            ) as program:
                os.close(childs)
                program.communicate(request.SerializeToString())
            return language_pb2.RunResponse.FromString(answer.read())


if __name__ == "__main__":
    host = LanguageHost(sys.argv[-1])
    serve(lambda server: language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server), workers=4)

"""`run.py ENGINE`: runs the program in this folder once, for the engine's request on stdin.

The answer goes to stdout, the program's output to stderr.
"""

import os
import runpy
import signal
import sys

# As Pulumi's Automation API runs a program that is a function; pinned, and tests/engine tells when it changes.
from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import language_pb2

__all__: list[str] = []


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine, too, ends it so: there is nothing to tell
    request = language_pb2.RunRequest.FromString(sys.stdin.buffer.read())
    request.args[:] = [sys.argv[1]]  # where the server below looks for the engine
    answer = os.dup(1)
    os.dup2(2, 1)
    response = LanguageServer(_program).Run(request, None)
    with os.fdopen(answer, "wb") as stdout:
        stdout.write(response.SerializeToString())
    os._exit(0)  # whatever thread of the program still waits


def _program() -> None:
    runpy.run_path(os.getcwd(), run_name="__main__")


if __name__ == "__main__":
    main()

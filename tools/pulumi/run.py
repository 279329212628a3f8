"""`run.py ENGINE`: runs the program in this folder once, for the engine's request on stdin.

The answer goes to stdout, the program's output to stderr.
"""

import os
import runpy
import signal
import sys

# Pulumi's Automation API runs programs with this private module. It is pinned; tests/engine would notice a change.
from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import language_pb2

__all__: list[str] = []


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # how the engine ends this process: no traceback
    request = language_pb2.RunRequest.FromString(sys.stdin.buffer.read())
    request.args[:] = [sys.argv[1]]  # the address of the engine, for the server below
    answer = os.dup(1)
    os.dup2(2, 1)
    response = LanguageServer(_program).Run(request, None)
    with os.fdopen(answer, "wb") as stdout:
        stdout.write(response.SerializeToString())
    os._exit(0)  # even if a thread of the program still waits


def _program() -> None:
    runpy.run_path(os.getcwd(), run_name="__main__")


if __name__ == "__main__":
    main()

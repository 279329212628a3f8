"""`python run_program.py ENGINE FD`: runs the program of the working directory as the request on stdin says.

The answer goes to the file descriptor. How the program meets the engine is as in Pulumi's own Automation API.
"""

import os
import runpy
import signal
import sys

from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import language_pb2


def program() -> None:
    runpy.run_path(os.getcwd(), run_name="__main__")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine ends a program that it has given up
    engine, answer_to = sys.argv[1:]
    request = language_pb2.RunRequest.FromString(sys.stdin.buffer.read())
    request.args[:] = [engine]
    response = LanguageServer(program).Run(request, None)
    with open(int(answer_to), "wb") as answer:
        answer.write(response.SerializeToString())

"""`python -m tests.engine.plugins.programs SOCKET`: runs programs, each in a process of its own, until stdin ends.

The processes are forks of one that has imported the SDK and nothing else: the imports are half of what a run takes.
"""

import json
import os
import re
import runpy
import select
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import NoReturn

from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import language_pb2

INFRA = Path(__file__).resolve().parents[3] / "infra"
IMPORTS = re.compile(r"^from pulumi_aws import (.+)$", re.MULTILINE)


def _serve(path: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
            connection, _ = listener.accept()
            if os.fork() == 0:
                _answer(connection)
            connection.close()


def _answer(connection: socket.socket) -> NoReturn:
    """In the folder, the environment and on the outputs of who asks, as Pulumi's own Automation API does it."""
    _, outputs, _, _ = socket.recv_fds(connection, 1, 2)
    for own, theirs in zip((1, 2), outputs, strict=True):
        os.dup2(theirs, own)
        os.close(theirs)
    with connection.makefile("rb") as stream:
        head = json.loads(stream.readline())
        request = language_pb2.RunRequest.FromString(stream.read(head["size"]))
    request.args[:] = [head["engine"]]
    os.environ.clear()
    os.environ.update(head["environment"])
    os.chdir(head["folder"])
    Thread(target=_end_with, args=[connection], daemon=True).start()
    connection.sendall(LanguageServer(_program).Run(request, None).SerializeToString())
    os._exit(0)


def _end_with(connection: socket.socket) -> None:
    """Whose program has been given up, as the engine does where it refuses something, is gone."""
    connection.recv(1)
    os._exit(1)


def _program() -> None:
    runpy.run_path(os.getcwd(), run_name="__main__")


def _import_sdk() -> None:
    for file in INFRA.rglob("*.py"):
        for names in IMPORTS.findall(file.read_text(encoding="utf-8")):
            for name in names.split(", "):
                import_module(f"pulumi_aws.{name}")


if __name__ == "__main__":
    _import_sdk()
    _serve(sys.argv[1])

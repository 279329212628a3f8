"""A stand-in for the runner: it records what it is sent."""

from typing import Any

from tests.local_server import Exchange, LocalServer

__all__ = ["Runner"]


class Runner(LocalServer):
    """Receives a function's events, records their messages or changed items, and fails those with a `bad` one."""

    def __init__(self) -> None:
        super().__init__(_Invocation)
        self.tried: list[list[str]] = []
        self.bad = {"bad"}

    def done(self) -> list[str]:
        """Returns the changed items of the events that succeeded."""
        return [one for event in self.tried if not self.bad & set(event) for one in event]


class _Invocation(Exchange):
    server: Runner

    def do_POST(self) -> None:
        sent = [_subject(record) for record in self.body()["Records"]]
        self.server.tried.append(sent)
        self.answer(500 if self.server.bad & set(sent) else 200, {})


def _subject(record: dict[str, Any]) -> str:
    subject: str = record["body"] if "body" in record else record["dynamodb"]["Keys"]["id"]["S"]
    return subject

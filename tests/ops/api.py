"""A small API that answers a smoke test correctly, or wrongly in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.site.description import SECURITY_HEADERS
from tests.local_server import Exchange, LocalServer

__all__ = ["StubAnswer", "FakeApi"]

PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class StubAnswer:
    status: int
    content: Any = field(default_factory=dict)
    kind: str = "application/json"


class FakeApi(LocalServer):
    """Answers by method and path. Each answer in `first` is used once, before any other. `page` is the index."""

    daemon_threads = True

    def __init__(self, contract: Mapping[str, Any]) -> None:
        super().__init__(Handler)
        self.first: list[StubAnswer] = []
        self.asked: list[str] = []
        self.page: bytes | None = None
        self.policy = SECURITY_HEADERS["Content-Security-Policy"]
        self.answers = {
            "GET /api/v1/health": StubAnswer(200, {"status": "ok"}),
            "GET /api/v1/openapi.json": StubAnswer(200, contract),
            "GET /api/v1/dwipps": StubAnswer(401, {"message": "Unauthorized"}),
            "POST /api/v1/sessions": StubAnswer(401, {}, PROBLEM),
            "POST /api/v1/sessions without a password": StubAnswer(422, {}, PROBLEM),
        }


class Handler(Exchange):
    server: FakeApi

    def do_GET(self) -> None:
        self._answer(f"GET {self.path}")

    def do_POST(self) -> None:
        self._answer(f"POST {self.path}{'' if 'password' in self.body() else ' without a password'}")

    def _answer(self, request: str) -> None:
        self.server.asked.append(request)
        if self.server.page is not None and self.path in {"/", "/login"}:
            self.answer_bytes(200, self.server.page, {"Content-Security-Policy": self.server.policy})
            return
        first = self.server.first
        answer = first.pop(0) if first else self.server.answers.get(request, StubAnswer(404))
        there = {"Location": "/api/v1/health"} if answer.status == 302 else {}
        self.answer(answer.status, answer.content, {"Content-Type": answer.kind, **there})

"""A small API that answers a smoke test as it should, or in one way not."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Answer", "Api"]

PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Answer:
    status: int
    content: Any = field(default_factory=dict)
    kind: str = "application/json"


class Api(ThreadingHTTPServer):
    """Answers by method and path; what `first` names is answered so before anything else, once each."""

    daemon_threads = True

    def __init__(self, contract: Mapping[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.first: list[Answer] = []
        self.asked: list[str] = []
        self.answers = {
            "GET /api/v1/health": Answer(200, {"status": "ok"}),
            "GET /api/v1/openapi.json": Answer(200, contract),
            "GET /api/v1/dwipps": Answer(401, {"message": "Unauthorized"}),
            "POST /api/v1/sessions": Answer(401, {}, PROBLEM),
            "POST /api/v1/sessions without a password": Answer(422, {}, PROBLEM),
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> "Api":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    server: Api

    def do_GET(self) -> None:
        self._answer(f"GET {self.path}")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(f"POST {self.path}{'' if 'password' in body else ' without a password'}")

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, request: str) -> None:
        self.server.asked.append(request)
        first = self.server.first
        answer = first.pop(0) if first else self.server.answers.get(request, Answer(404))
        content = json.dumps(answer.content).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        if answer.status == 302:
            self.send_header("Location", "/api/v1/health")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

"""The documentation's page in a real browser. A script acts as the person."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.local_server import Exchange, LocalServer
from tests.platform.browser import a_browser_is_needed, opened
from tests.platform.running import eventually
from tests.webapp.events import call

BASE = "/api/v1"
HANDS = "log_in.js"
DOCS_LOGIN = {"email": "ada@dwipper.example", "password": "Shower-thoughts-1"}
WRONG = {"detail": "The email or the password is wrong."}


@pytest.mark.slow
@a_browser_is_needed
def test_authorize_takes_an_email_and_a_password_and_stores_no_token(tmp_path: Path) -> None:
    tokens: list[str | None] = []

    class SessionsStub(Exchange):
        """Serves the page as the API does, and the login of one person."""

        def do_GET(self) -> None:
            path = self.path.removeprefix(BASE)
            if path == "/me":
                tokens.append(self.headers["Authorization"])
                self.answer(200, {})
            elif path == f"/{HANDS}":
                self._send("text/javascript", Path(__file__).with_name(HANDS).read_text())
            elif path.startswith(("/docs", "/openapi")):
                self._send(*_served(path))
            else:
                self.answer(404, {})

        def do_POST(self) -> None:
            is_right = self.body() == DOCS_LOGIN
            self.answer(200 if is_right else 401, {"access_token": "the-token"} if is_right else WRONG)

        def _send(self, kind: str, text: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

    with LocalServer(SessionsStub) as server, opened(f"{server.url}{BASE}/docs", tmp_path / "profile"):
        eventually(lambda: tokens)

    assert tokens == ["Bearer the-token"]


def _served(path: str) -> tuple[str, str]:
    """Returns the media type and text that the API serves; the page includes the script."""
    answer: Any = call("GET", path, as_=None)
    if path == "/docs":
        return "text/html", answer.body.replace(
            "</body>", f'<script type="module" src="{HANDS}"></script></body>'
        )
    text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
    return answer.headers["content-type"], text

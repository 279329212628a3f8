"""The API at any address, only by HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

__all__ = ["PASSWORD", "ApiSession", "Newcomer", "Somebody"]

PASSWORD = "Shower-thoughts-1"
SECONDS = 60  # on a busy laptop requests wait for one of few environments
AT_ONCE = 64  # connections
# The gateway throttles a request before the function sees it, so a retry is safe.
AFTER_A_WHILE = Retry(
    total=8,
    connect=0,
    read=0,
    allowed_methods=None,
    status_forcelist={429},
    backoff_factor=0.5,
    backoff_jitter=0.5,
    raise_on_status=False,
)


@dataclass
class Somebody:
    """A person with an account, and the tokens of their login."""

    email: str
    password: str = PASSWORD
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def access(self) -> str:
        return self.tokens["access_token"]


Newcomer = Callable[[], Somebody]


class ApiSession(requests.Session):
    """Requests to the API's paths, below its base path."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._base = url + "/api/v1"
        for scheme in ("http://", "https://"):
            self.mount(scheme, HTTPAdapter(pool_maxsize=AT_ONCE, max_retries=AFTER_A_WHILE))

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,  # noqa: ANN401  any JSON
        *,
        token: str | None = None,
        **more: Any,  # noqa: ANN401  of requests
    ) -> requests.Response:
        headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **more.pop("headers", {})}
        return self.request(method, self._base + path, json=body, headers=headers, timeout=SECONDS, **more)

    def paged_ids(self, path: str, somebody: Somebody, limit: int) -> list[str]:
        """Returns the ids of a list, read page by page."""
        seen: list[str] = []
        query: dict[str, Any] = {"limit": limit}
        while True:
            page = self.call("GET", path, token=somebody.access, params=query).json()
            seen += [item["id"] for item in page["items"]]
            if not page["next_cursor"]:
                return seen
            query["cursor"] = page["next_cursor"]

    def log_in(self, email: str, password: str) -> requests.Response:
        return self.call("POST", "/sessions", {"email": email, "password": password})

    def logged_in(self, somebody: Somebody) -> Somebody:
        """Returns the same person with the tokens of a new login."""
        answer = self.log_in(somebody.email, somebody.password)
        assert answer.status_code == 200, answer.text
        somebody.tokens = answer.json()
        return somebody

    def leave(self, somebody: Somebody) -> None:
        """Deletes a person and what they wrote, unless they have left."""
        if self.call("DELETE", "/me", token=somebody.access).status_code == 401:  # logged out, or gone
            answer = self.log_in(somebody.email, somebody.password)
            if answer.ok:
                self.call("DELETE", "/me", token=answer.json()["access_token"])

"""The mails that Cognito sends. They stay on this machine."""

from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

__all__ = ["Mail", "Mailbox"]

MOST_MAILS = 500


@dataclass(frozen=True)
class Mail:
    """A mail, its code, and when it was sent (ISO 8601, UTC)."""

    to: str
    subject: str
    body: str
    code: str
    sent_at: str


class Mailbox:
    """The newest mails, up to a limit."""

    def __init__(self) -> None:
        self._mails: deque[Mail] = deque(maxlen=MOST_MAILS)

    def deliver(self, *, to: str, subject: str, body: str, code: str) -> None:
        sent_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._mails.appendleft(Mail(to, subject, body, code, sent_at))

    def as_json(self) -> list[dict[str, Any]]:
        """Returns the mails, newest first."""
        return [asdict(mail) for mail in self._mails]

    def restore(self, mails: Iterable[dict[str, Any]]) -> None:
        self._mails = deque((Mail(**mail) for mail in mails), maxlen=MOST_MAILS)

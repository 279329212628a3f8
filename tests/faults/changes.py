"""What the worker is told, in each of its branches that call AWS."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from infra.worker import TIMEOUT_SECONDS
from tests.faults.items import GONE
from tests.webapp.events import Answer
from webapp.worker import handler

__all__ = ["CHANGES", "Change"]


@dataclass(frozen=True)
class Change:
    """An event of a table's stream. As an answer: 204, the worker is done; 503, Lambda sends the event again."""

    what: str
    table: str
    kind: str
    keys: dict[str, Any]
    status: int = 204
    again: Collection[int] | None = None
    way_out: Sequence["Change"] = ()
    seconds: float = TIMEOUT_SECONDS

    @property
    def operation(self) -> str:
        return f"worker: {self.what}"

    @property
    def name(self) -> str:
        return self.operation

    def run(self) -> Answer:
        record = {
            "eventName": self.kind,
            "eventSourceARN": f"arn:aws:dynamodb:eu-west-1:1:table/{self.table}/stream/1",
            "dynamodb": {"Keys": self.keys},
        }
        try:
            handler({"Records": [record]}, self)
        except Exception as error:
            return Answer(503, {"retry-after": "a second"}, str(error))
        return Answer(204, {}, None)

    def get_remaining_time_in_millis(self) -> int:
        return TIMEOUT_SECONDS * 1000


CHANGES = [
    Change("a Dwipp was deleted", "dwipps", "REMOVE", {"id": {"S": GONE}}),
    Change("somebody new has a name", "profiles", "INSERT", {"user_id": {"S": "eve"}}),
    Change("somebody has another name", "profiles", "MODIFY", {"user_id": {"S": "ada"}}),
    Change("somebody has left", "profiles", "MODIFY", {"user_id": {"S": "gus"}}),
]

"""A call of the app to AWS, as seen on the wire."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["TRIAL", "WireCall", "call_of"]

TRIAL = "x-trial"  # a header of the tests: the trial of the call


@dataclass(frozen=True)
class WireCall:
    """One attempt of a call: the SDK retries a call with the same id."""

    service: str
    operation: str
    asked: Mapping[str, Any]
    signed: bool  # signed by the function's role; people's own calls are not
    trial: str
    id: str
    attempt: int

    @property
    def moment(self) -> str:
        """Returns the call in one line."""
        return " ".join([self.operation, *self.places])

    @property
    def places(self) -> Sequence[str]:
        """Returns the tables that are read or written, with their index."""
        if "TransactItems" in self.asked:
            writes = (write for item in self.asked["TransactItems"] for write in item.values())
            return [write["TableName"] for write in writes]
        if "RequestItems" in self.asked:
            return list(self.asked["RequestItems"])
        if "QueueUrl" in self.asked:
            return [self.asked["QueueUrl"].rpartition("/")[2]]
        table, index = self.asked.get("TableName"), self.asked.get("IndexName")
        return [f"{table}/{index}" if index else table] if table else []


def call_of(headers: Mapping[str, str], body: bytes) -> WireCall:
    """`X-Amz-Target` has the service and the operation; `attempt=2; max=2` is the SDK's count."""
    service, _, operation = headers["x-amz-target"].partition(".")
    counted = dict(part.split("=") for part in headers["amz-sdk-request"].split("; "))
    return WireCall(
        service=service,
        operation=operation,
        asked=json.loads(body),
        signed="authorization" in headers,
        trial=headers.get(TRIAL, ""),
        id=headers["amz-sdk-invocation-id"],
        attempt=int(counted["attempt"]),
    )

"""A call of the app to AWS, as it is on the wire."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["TRIAL", "Call", "call_of"]

TRIAL = "x-trial"  # a header of ours: in whose course the app makes the call


@dataclass(frozen=True)
class Call:
    """One try of it: the SDK sends a call again under the same id."""

    service: str
    operation: str
    asked: Mapping[str, Any]
    signed: bool  # by the function's role; what people do themselves is not
    trial: str
    id: str
    attempt: int

    @property
    def moment(self) -> str:
        """What is called, in one line."""
        return " ".join([self.operation, *self.places])

    @property
    def places(self) -> Sequence[str]:
        """The tables that are read or written, each with the index where it is one."""
        if "TransactItems" in self.asked:
            writes = (write for item in self.asked["TransactItems"] for write in item.values())
            return [write["TableName"] for write in writes]
        if "RequestItems" in self.asked:
            return list(self.asked["RequestItems"])
        if "QueueUrl" in self.asked:
            return [self.asked["QueueUrl"].rpartition("/")[2]]
        table, index = self.asked.get("TableName"), self.asked.get("IndexName")
        return [f"{table}/{index}" if index else table] if table else []


def call_of(headers: Mapping[str, str], body: bytes) -> Call:
    """`X-Amz-Target` names the service and the operation; `attempt=2; max=2` is how the SDK counts."""
    service, _, operation = headers["x-amz-target"].partition(".")
    counted = dict(part.split("=") for part in headers["amz-sdk-request"].split("; "))
    return Call(
        service=service,
        operation=operation,
        asked=json.loads(body),
        signed="authorization" in headers,
        trial=headers.get(TRIAL, ""),
        id=headers["amz-sdk-invocation-id"],
        attempt=int(counted["attempt"]),
    )

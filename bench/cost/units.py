"""The cost of an operation: DynamoDB units, and the function's time."""

from dataclasses import dataclass

__all__ = ["HandlerCost", "Units"]


@dataclass(frozen=True)
class Units:
    """Read and write units; sequential round trips to DynamoDB; calls to Cognito."""

    read: float = 0
    write: float = 0
    trips: float = 0
    cognito: float = 0

    def __add__(self, other: "Units") -> "Units":
        return Units(
            self.read + other.read,
            self.write + other.write,
            self.trips + other.trips,
            self.cognito + other.cognito,
        )

    def __mul__(self, factor: float) -> "Units":
        return Units(self.read * factor, self.write * factor, self.trips * factor, self.cognito * factor)


@dataclass(frozen=True)
class HandlerCost:
    """The handler's measured cost: processor time in ms, and bytes of the response body."""

    cpu_ms: float
    body_bytes: float

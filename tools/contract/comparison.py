"""Compares two contracts, operation by operation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tools.contract.document import Operation, answer_of, operations_of, request_of
from tools.contract.schemas import SchemaChange, Side, changes

__all__ = ["ContractFinding", "compare"]


@dataclass(frozen=True)
class ContractFinding:
    """A change of one operation that a client of the old contract may notice."""

    operation: str
    change: SchemaChange

    def __str__(self) -> str:
        return f"{self.operation}: {self.change.where} {self.change.what}"


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[ContractFinding]:
    """Returns the changes that clients of the old contract may notice, each once per operation."""
    after = operations_of(new)
    found = [
        ContractFinding(f"{before['operationId']} ({name})", change)
        for name, before in operations_of(old).items()
        for change in _changes(before, after.get(name))
    ]
    return list(dict.fromkeys(found))


def _changes(old: Operation, new: Operation | None) -> Iterator[SchemaChange]:
    if new is None:
        yield SchemaChange("the operation", "is gone: bring it back")
        return
    if old["operationId"] != new["operationId"]:
        yield SchemaChange(
            "operationId", f"is now {new['operationId']}: leave it, clients are generated from it"
        )
    if not _lets_in(old, new):
        yield SchemaChange("security", "is stricter: accept every caller that was accepted before")
    for change in changes(request_of(old), request_of(new), Side.REQUEST):
        yield _below("request", change)
    yield from _answers(old["responses"], new["responses"])


def _lets_in(old: Operation, new: Operation) -> bool:
    """Returns whether each old security option is still accepted. No option means open access."""
    ways = [set(way) for way in new["security"] or [{}]]
    return all(any(way <= set(known) for way in ways) for known in old["security"] or [{}])


def _answers(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    """Problems have the same schema at every status, and an operation may get fewer or more of them."""
    for status, answer in old.items():
        success = int(status) < 400
        place = f"answer {status}" if success else "refusal"
        if status in new:
            for change in changes(answer_of(answer), answer_of(new[status]), Side.ANSWER):
                yield _below(place, change)
        elif success:
            yield SchemaChange(place, "is gone: go on answering it")


def _below(place: str, change: SchemaChange) -> SchemaChange:
    return SchemaChange(f"{place} {change.where}", change.what, change.breaking)

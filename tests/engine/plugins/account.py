"""The AWS account of a test: a journal of what was created, changed and deleted, from which its resources follow."""

import fcntl
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from tests.engine.plugins.kinds import kind_of
from tests.engine.plugins.values import Values

__all__ = ["JournalAccount", "Entry", "RefusedError", "is_protected"]


class RefusedError(Exception):
    """AWS rejects this. The message is its answer."""


@dataclass(frozen=True)
class Entry:
    """One operation that AWS did. A `hang` is one that it neither did nor answered."""

    action: str  # create, update, delete, hang
    type: str
    name: str  # in the Pulumi program
    id: str
    inputs: Values = field(default_factory=dict)
    outputs: Values = field(default_factory=dict)


class JournalAccount:
    """One process may read it while another one writes."""

    def __init__(self, journal: Path) -> None:
        self._journal, self._lock = journal, RLock()
        self._entries, self._position = list[Entry](), 0  # lines are parsed once
        self._writers = journal.with_name(f"{journal.name}.writers")

    def write_until_the_end(self) -> None:
        """Marks this process as one that may write, until it ends."""
        fcntl.flock(os.open(self._writers, os.O_CREAT | os.O_RDWR, 0o600), fcntl.LOCK_SH)

    def wait_for_writers(self) -> None:
        """Returns when all processes that may write have ended."""
        with self._writers.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)

    def entries(self) -> list[Entry]:
        with self._lock:
            if self._journal.exists():
                with self._journal.open(encoding="utf-8") as journal:
                    journal.seek(self._position)
                    self._entries += [Entry(**json.loads(line)) for line in journal.readlines()]
                    self._position = journal.tell()
            return list(self._entries)

    def there(self) -> dict[str, Entry]:
        """Returns the existing resources by id, as last changed."""
        found: dict[str, Entry] = {}
        for entry in self.entries():
            if entry.action == "delete":
                del found[entry.id]
            elif entry.action != "hang":
                found[entry.id] = entry
        return found

    def enter(self, entry: Entry) -> None:
        """Raises RefusedError if AWS would reject it."""
        with self._lock:
            _refuse(entry, self.there())
            with self._journal.open("a", encoding="utf-8") as journal:
                journal.write(json.dumps(vars(entry)) + "\n")


def _refuse(entry: Entry, there: dict[str, Entry]) -> None:
    if entry.action in {"update", "delete"} and entry.id not in there:
        raise RefusedError(f"ResourceNotFoundException: {entry.type} {entry.id} does not exist")
    if entry.action == "delete" and is_protected(there[entry.id]):
        raise RefusedError(f"ValidationException: {entry.id} has its deletion protection on")
    if entry.action == "create" and kind_of(entry.type).unique_name and _taken(entry, there):
        raise RefusedError(f"ResourceAlreadyExistsException: {entry.type} {entry.outputs['name']} exists")


def is_protected(entry: Entry) -> bool:
    return (
        entry.outputs.get("deletionProtectionEnabled") is True
        or entry.outputs.get("deletionProtection") == "ACTIVE"
    )


def _taken(entry: Entry, there: dict[str, Entry]) -> bool:
    name = entry.outputs["name"]
    return any(one.type == entry.type and one.outputs["name"] == name for one in there.values())

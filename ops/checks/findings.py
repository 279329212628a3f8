"""The result of a check, and what a check knows from earlier ones."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

from ops.aws import Aws
from ops.stack import Stack
from ops.state import StateNames

__all__ = ["Finding", "Known", "Level", "NotAskedError", "good", "warning", "wrong"]


class Level(Enum):
    GOOD = "ok"
    WARNING = "! "
    WRONG = "!!"
    NOT_ASKED = "--"


@dataclass(frozen=True)
class Finding:
    level: Level
    text: str


class NotAskedError(Exception):
    """A check cannot run yet. The message says what is missing."""


@dataclass
class Known:
    """Results of earlier checks. Raises NotAskedError if a result is missing."""

    root: Path
    stack_name: str
    found_stack: Stack | None = None
    found_account: str | None = None

    @property
    def stack(self) -> Stack:
        if self.found_stack is None:
            raise NotAskedError("the stack's settings are missing")
        return self.found_stack

    @property
    def account(self) -> str:
        if self.found_account is None:
            raise NotAskedError("credentials are missing")
        return self.found_account

    @cached_property
    def aws(self) -> Aws:
        return Aws(self.stack.region)

    @property
    def signed_in(self) -> Aws:
        """Returns the clients. Raises NotAskedError if there are no credentials."""
        _ = self.account
        return self.aws

    @property
    def names(self) -> StateNames:
        return StateNames.of(self.stack, self.account)


def good(text: str) -> Finding:
    return Finding(Level.GOOD, text)


def warning(text: str) -> Finding:
    return Finding(Level.WARNING, text)


def wrong(text: str) -> Finding:
    return Finding(Level.WRONG, text)

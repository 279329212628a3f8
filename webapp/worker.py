"""The worker Lambda's entry point: what the tables' streams tell in, what follows from it done."""

import logging
from typing import Any, Protocol

from webapp.logs import configure_logging
from webapp.start import quick_start

configure_logging()  # first: PynamoDB tells, when it is imported, that it has no settings of its own

with quick_start():
    from webapp.accounts.cognito import Cognito
    from webapp.accounts.storage import ProfileStorage
    from webapp.changes.records import changes_in
    from webapp.changes.service import Changes
    from webapp.deadline import finish_within
    from webapp.dwipps.storage import DwippStorage
    from webapp.tables import connection

    connection.make_client()
    changes = Changes(Cognito(), ProfileStorage(), DwippStorage())

__all__ = ["handler"]

SPARE_SECONDS = 10  # what the last call, begun in time, may still take

logger = logging.getLogger("webapp")


class Context(Protocol):
    """What Lambda tells of an invocation."""

    def get_remaining_time_in_millis(self) -> int: ...


def handler(event: dict[str, Any], context: Context) -> None:
    """Follows every change of the event; raises where one failed, and then Lambda sends the event again."""
    failures = []
    with finish_within(context.get_remaining_time_in_millis() / 1000 - SPARE_SECONDS):
        for change in changes_in(event):
            try:
                changes.follow(change)
            except Exception as error:
                logger.exception("what follows %s is not done yet", change)
                failures.append(error)
    if failures:
        raise failures[0]

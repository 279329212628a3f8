"""`python -m ops.moment TABLE AT`: refuses wrong arguments of a restore, before anything slow."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from ops.command import plain_errors
from ops.errors import OpsError

__all__ = ["main", "read_moment"]

TABLES = Path(__file__).resolve().parents[1] / "tables.json"


@plain_errors()
def main(table: str = "", at: str = "") -> None:
    tables = json.loads(TABLES.read_text(encoding="utf-8"))
    if table not in tables:
        raise OpsError(f"set TABLE to a table of the stack: {', '.join(sorted(tables))}")
    read_moment(at)


def read_moment(text: str) -> datetime:
    """Parses a time, in UTC by default. Raises OpsError if it is invalid or in the future."""
    try:
        written = datetime.fromisoformat(text)
        moment = (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        raise OpsError(f"AT must be a time, as in AT=2026-11-27T03:00:00Z, not {text!r}") from None
    if moment > datetime.now(UTC):
        raise OpsError(f"AT must be in the past, not {moment.isoformat()}")
    return moment


if __name__ == "__main__":
    main(*sys.argv[1:3])

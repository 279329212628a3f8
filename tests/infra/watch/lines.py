"""Log lines in AWS's format."""

import json

from infra.gateway.access_log import ACCESS_LOG_FORMAT, FIELDS

__all__ = ["access_line", "app_line"]


def access_line(status: int) -> str:
    """Returns the gateway's line of a request: its format with the variables filled in."""
    values = {"status": str(status), "responseLatency": "12", "requestTimeEpoch": "1790000000000"}
    line = ACCESS_LOG_FORMAT
    # The longest first, in case one name is the beginning of another.
    for variable in sorted(FIELDS.values(), key=len, reverse=True):
        line = line.replace(f"$context.{variable}", values.get(variable, "-"))
    return line


def app_line(message: str, version: str, level: str = "ERROR") -> str:
    """Returns the app's line in the format of Lambda. Attributes added to a record are fields (test_logged.py)."""
    entry = {"timestamp": "2026-11-25T03:00:00Z", "level": level, "message": message, "logger": "webapp"}
    return json.dumps({**entry, "requestId": "8e1e", "functionVersion": version})

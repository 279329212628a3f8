"""Lines of the logs, as AWS writes them."""

import json

from infra.gateway.access_log import ACCESS_LOG_FORMAT, FIELDS

__all__ = ["access_line", "app_line"]


def access_line(status: int) -> str:
    """The gateway's, of one request: the format with its variables filled in."""
    values = {"status": str(status), "responseLatency": "12", "requestTimeEpoch": "1790000000000"}
    line = ACCESS_LOG_FORMAT
    # The longest first: `$context.status` is the beginning of no other, but one might come to be.
    for variable in sorted(FIELDS.values(), key=len, reverse=True):
        line = line.replace(f"$context.{variable}", values.get(variable, "-"))
    return line


def app_line(message: str, version: str, level: str = "ERROR") -> str:
    """The app's, by Lambda's own formatter: what it adds to a record is a field (test_logged.py)."""
    told = {"timestamp": "2026-11-25T03:00:00Z", "level": level, "message": message, "logger": "webapp"}
    return json.dumps({**told, "requestId": "8e1e", "functionVersion": version})

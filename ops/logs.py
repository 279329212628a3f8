"""`python -m ops.logs STACK [ID]`: follows the logs of a stack's functions and gateway, or shows one request's lines.

`ERRORS=yes` shows only errors; `MINUTES=60` starts 60 minutes ago.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ops.aws import Aws
from ops.command import plain_errors
from ops.errors import OpsError
from ops.stack import load_stack

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]
FUNCTIONS = ("api", "worker", "jobs")
POLL_SECONDS = 5
MOST_MINUTES = 10 * 365 * 24 * 60  # CloudWatch's longest retention
LATE_MS = 30_000  # CloudWatch shows a line with some seconds delay
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
ERROR_PATTERNS = {
    "gateway": '{ $.status = "5*" }',
    "function": '{ $.level = "ERROR" || $.level = "CRITICAL" }',
}


@plain_errors()
def main(
    stack_name: str = "",
    request_id: str = "",
    *,
    root: Path = ROOT,
    aws: Aws | None = None,
    pause: Callable[[float], None] = time.sleep,
    now: Callable[[], float] = time.time,
) -> None:
    """Prints lines in order of time. Ends by itself only if a request id is given."""
    stack = load_stack(root, stack_name)
    aws = aws or Aws(stack.region)
    since = int(1000 * (now() - 60 * _minutes()))
    shown: set[str] = set()
    while True:
        until = int(1000 * now())
        for line in _lines(aws, stack.name, request_id, since, shown):
            print(line, flush=True)
        if request_id:
            return
        since = max(since, until - LATE_MS)
        pause(POLL_SECONDS)


def _minutes() -> int:
    text = os.environ.get("MINUTES", "15")
    if not text.isdecimal() or int(text) > MOST_MINUTES:
        raise OpsError(f"MINUTES must be a number, as in MINUTES=60, not {text!r}")
    return int(text)


def _lines(aws: Aws, stack: str, request_id: str, since: int, shown: set[str]) -> Iterator[str]:
    """Yields the new lines of all log groups."""
    found: list[tuple[int, str]] = []
    for name, group in _groups(stack).items():
        pattern = _pattern(name, request_id)
        pages = aws.logs.get_paginator("filter_log_events").paginate(
            logGroupName=group, startTime=since, filterPattern=pattern
        )
        for event in (event for page in pages for event in page["events"]):
            if event["eventId"] not in shown:
                shown.add(event["eventId"])
                found.append((event["timestamp"], f"{name:7} {_formatted(event['message'])}"))
    for at, line in sorted(found):
        yield f"{datetime.fromtimestamp(at / 1000, UTC):%H:%M:%S} {line}"


def _groups(stack: str) -> Mapping[str, str]:
    functions = {name: f"/dwipper/{stack}/{name}" for name in FUNCTIONS}
    return {"gateway": f"/aws/vendedlogs/dwipper/{stack}/access", **functions}


def _pattern(name: str, request_id: str) -> str:
    if request_id:
        return f'"{request_id}"'
    if os.environ.get("ERRORS"):
        return ERROR_PATTERNS["gateway" if name == "gateway" else "function"]
    return ""


def _formatted(message: str) -> str:
    """Returns a readable line. A message that is not a JSON object is not changed."""
    try:
        entry: Any = json.loads(message)
    except ValueError:
        return message.rstrip()
    if not isinstance(entry, dict):
        return message.rstrip()
    if "message" not in entry:
        return " ".join(f"{key}={value}" for key, value in entry.items() if value not in {"", "-", None})
    id_ = entry.get("gatewayRequestId")
    head = f"{entry.get('level', '')} {entry['message']}".strip()
    return "\n".join(filter(None, [f"{head} (request {id_})" if id_ else head, entry.get("exception")]))


if __name__ == "__main__":
    main(*sys.argv[1:3])

"""JSON log lines in Lambda's own format, or plain text if Lambda is set to it.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
"""

import json
import logging
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

__all__ = ["configure_logging", "log_of_request"]

OF_AN_ANSWER = ("operation", "status", "milliseconds")

logger = logging.getLogger("webapp.requests")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonFormatter(logging.Formatter):
    """timestamp, level, logger, message, functionVersion and gatewayRequestId.

    Lines about a response also have operation, status and milliseconds; those about an exception its traceback.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "functionVersion": getattr(record, "functionVersion", ""),
            "gatewayRequestId": getattr(record, "gatewayRequestId", ""),
            **{name: getattr(record, name) for name in OF_AN_ANSWER if hasattr(record, name)},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


class EachLine(logging.Filter):
    """Adds the published version, so that a release is judged by its own errors, and the request's id."""

    def __init__(self) -> None:
        super().__init__()
        self._version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION", "")

    def filter(self, record: logging.LogRecord) -> bool:
        record.functionVersion = self._version
        record.gatewayRequestId = _request_id.get()
        return True


def configure_logging() -> None:
    """Logs at Lambda's level; inside Lambda with the handler that its runtime has installed."""
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter())
    logging.basicConfig(level=_level(), handlers=[handler])
    for each in logging.getLogger().handlers:
        each.addFilter(EachLine())
    # It logs each 4xx as a warning; the gateway's access log has them already.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    for chatty in ("botocore", "boto3", "urllib3", "pynamodb"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _level() -> int:
    """Translates Lambda's level names: WARN, TRACE and FATAL are not Python's."""
    names = {"TRACE": logging.DEBUG, "FATAL": logging.CRITICAL, **logging.getLevelNamesMapping()}
    return names[os.environ.get("AWS_LAMBDA_LOG_LEVEL", "INFO")]


def _formatter() -> logging.Formatter:
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "Text":
        return logging.Formatter("%(levelname)s %(name)s: %(message)s (request %(gatewayRequestId)s)")
    return JsonFormatter()


@contextmanager
def log_of_request(event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Adds the request's id to every log line inside, and logs the response that the block puts into the dict."""
    began, answer = time.monotonic(), dict[str, Any]()
    token = _request_id.set(event["requestContext"]["requestId"])
    try:
        yield answer
        milliseconds = round(1000 * (time.monotonic() - began))
        about = dict(zip(OF_AN_ANSWER, (event["routeKey"], answer["statusCode"], milliseconds), strict=True))
        logger.info("%(operation)s: %(status)s in %(milliseconds)s ms", about, extra=about)
    finally:
        _request_id.reset(token)

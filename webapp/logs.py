"""One JSON object a line, as Lambda's own JSON log format has them."""

import json
import logging
import os
from datetime import UTC, datetime

__all__ = ["configure_logging"]


class JsonFormatter(logging.Formatter):
    """timestamp, level, logger, message, the function's version and, for an exception, its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "functionVersion": getattr(record, "functionVersion", ""),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


class FunctionVersion(logging.Filter):
    """Says which published version logs, so that a release can be judged by its own errors."""

    def __init__(self) -> None:
        super().__init__()
        self._version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION", "")

    def filter(self, record: logging.LogRecord) -> bool:
        record.functionVersion = self._version
        return True


def configure_logging() -> None:
    """Logs as JSON; inside Lambda by the handler that its runtime has set already, which knows JSON too."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for each in logging.getLogger().handlers:
        each.addFilter(FunctionVersion())
    # It repeats each 4xx as a warning; the gateway's access log has them already.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    for chatty in ("botocore", "boto3", "urllib3", "pynamodb"):
        logging.getLogger(chatty).setLevel(logging.WARNING)

"""What a person reads while the platform runs."""

import logging
import sys

__all__ = ["logger_of", "say", "warn"]


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  the terminal is this command's output


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def logger_of(server: str) -> logging.Logger:
    """A logger for a server of a library: what it logs as an error, a malformed request for example, is one line."""
    logger = logging.getLogger(f"dwipper.{server}")
    logger.propagate = False
    logger.handlers = [_OneLine(server)]
    return logger


class _OneLine(logging.Handler):
    def __init__(self, server: str) -> None:
        super().__init__(logging.ERROR)
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        told = f"{record.getMessage()}: {_words_of(fault)}" if fault else record.getMessage()
        warn(f"{self._server}: {' '.join(told.split())[:300]}")


def _words_of(fault: BaseException) -> str:
    """aiohttp quotes the line that is malformed below its own words: it may hold a token."""
    return str(fault).partition("\n")[0]

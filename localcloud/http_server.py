"""The HTTP servers of this process. Any program on this machine can connect to them."""

import logging

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from localcloud.terminal import visible, warn

__all__ = ["SECONDS_TO_SEND", "server"]

SECONDS_TO_SEND = 30  # for the headers, and again for the body; API Gateway's limit for an integration
SECONDS_TO_READ_ON = 10  # after an early response, so that a client that is still sending receives it
OF_THE_CLIENT = (ConnectionError, HttpProcessingError)  # it disconnected, or sent invalid HTTP


def server(
    application: web.Application, name: str, seconds_to_send: float = SECONDS_TO_SEND
) -> web.AppRunner:
    """Returns a runner that closes connections without complete headers in time, and logs only its own errors."""
    return web.AppRunner(
        application,
        access_log=None,
        auto_decompress=False,
        keepalive_timeout=seconds_to_send,
        lingering_time=min(SECONDS_TO_READ_ON, seconds_to_send),
        logger=_logger(name),
        shutdown_timeout=1,
    )


def _logger(name: str) -> logging.Logger:
    logger = logging.getLogger(f"dwipper.{name}")
    logger.propagate = False
    logger.handlers = [_OneLine(name)]
    return logger


class _OneLine(logging.Handler):
    """Logs an error in one line, unless the client caused it."""

    def __init__(self, name: str) -> None:
        super().__init__(logging.ERROR)
        self._name = name

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        if not isinstance(fault, OF_THE_CLIENT):
            line = f"{record.getMessage()}: {_words_of(fault)}" if fault else record.getMessage()
            warn(visible(f"{self._name}: {' '.join(line.split())}")[:300])


def _words_of(fault: BaseException) -> str:
    """Returns the first line: below it, a library may quote a request, which may contain a token."""
    return str(fault).partition("\n")[0]

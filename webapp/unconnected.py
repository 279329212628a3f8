"""Without a database and a cache there is nothing to close or reset around a request."""

from django.core.cache import close_caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries

__all__ = ["close_nothing"]


def close_nothing() -> None:
    """Disconnects Django's signal handlers that look through databases and caches three times per request."""
    request_started.disconnect(reset_queries)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    request_finished.disconnect(close_caches)

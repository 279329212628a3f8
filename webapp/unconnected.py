"""Without a database and a cache there is nothing to close after a request, and no queries to forget before it."""

from django.core.cache import close_caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries

__all__ = ["close_nothing"]


def close_nothing() -> None:
    """Django would look through its databases and caches three times a request."""
    request_started.disconnect(reset_queries)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    request_finished.disconnect(close_caches)

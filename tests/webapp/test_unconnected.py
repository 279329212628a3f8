"""A request closes no databases and no caches, because there are none."""

from django.core.cache import close_caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries

from webapp import handler


def test_nothing_is_closed_with_a_request() -> None:
    assert handler.serve is not None  # its import disconnects what Django connects

    # `disconnect` returns whether it was connected
    assert not request_started.disconnect(reset_queries)
    assert not request_started.disconnect(close_old_connections)
    assert not request_finished.disconnect(close_old_connections)
    assert not request_finished.disconnect(close_caches)

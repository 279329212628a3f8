"""Stands in for AWS: a filled DynamoDB Local, and a Parameter Store with the stack's key for cursors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.flat.data import SampleWorld
from bench.flat.fill import filled_engine, platform_puts
from tests.local_server import Exchange, LocalServer

__all__ = ["backend"]

DWIPPS = 5_000
KEY = "a key of the bench"


@contextmanager
def backend() -> Iterator[Mapping[str, str]]:
    """Yields the variables with which a function finds it."""
    filled = filled_engine(platform_puts(SampleWorld(DWIPPS), shards=1), f"{DWIPPS} Dwipps")
    with filled as (engine, _), LocalServer(_Key) as parameters:
        yield {
            "AWS_ENDPOINT_URL_DYNAMODB": engine.url,
            "AWS_ENDPOINT_URL_SSM": parameters.url,
            "CURSOR_KEY": KEY,
        }


class _Key(Exchange):
    def do_POST(self) -> None:
        self.body()
        self.answer(200, {"Parameter": {"Value": KEY}})

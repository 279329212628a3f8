"""Stands in for AWS: a filled DynamoDB Local and a Parameter Store."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from bench.cold.environment import DWIPPER
from bench.flat.data import SampleWorld
from bench.flat.fill import fill, platform_puts
from bench.warm.parameters import KEY, Parameters
from tests.dynamodb.engine import DynamoDbLocal
from tests.dynamodb.tables import renew_tables

__all__ = ["backend"]

DWIPPS = 5_000


@contextmanager
def backend() -> Iterator[Mapping[str, str]]:
    """Yields the variables with which a function finds it."""
    with DynamoDbLocal() as engine, Parameters() as parameters:
        _fill(engine)
        yield {
            **DWIPPER,
            "AWS_ENDPOINT_URL_DYNAMODB": engine.url,
            "AWS_ENDPOINT_URL_SSM": parameters.url,
            "CURSOR_KEY": KEY,
        }


def _fill(engine: DynamoDbLocal) -> None:
    with closing(engine.client()) as client:
        renew_tables(client, streams=False)
        fill(client, platform_puts(SampleWorld(DWIPPS), shards=1), f"{DWIPPS} Dwipps")

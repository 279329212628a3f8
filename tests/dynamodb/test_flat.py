"""The DynamoDB cost of an operation does not depend on the size of the tables. The meter is `bench/flat/`."""

from collections.abc import Mapping

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from bench.flat.asking import prepare
from bench.flat.data import VIEWER, SampleWorld
from bench.flat.fill import fill, platform_puts
from bench.flat.meter import Cost, Meter
from bench.flat.operations import operations
from tests.dynamodb.tables import renew_tables
from webapp.environment import environment

SIZES = (100, 1_000)
FEED_TRIPS = 2  # the shards, then the viewer's marks

# A typical page is 6 KB; of each of three shards 18 Dwipps are read, 4 KB and a bit.
FEED_UNITS = {1: 3.0, 3: 4.5, 8: 6.0}

Costs = Mapping[str, Cost]


@pytest.fixture
def costs(dynamodb: DynamoDBClient, meter: Meter) -> Mapping[int, Costs]:
    """Returns the cost of each operation at each size."""
    return {size: _costs(dynamodb, meter, size) for size in SIZES}


def _costs(client: DynamoDBClient, meter: Meter, size: int) -> Costs:
    renew_tables(client)
    fill(client, platform_puts(SampleWorld(size), environment().feed_shards), f"{size} Dwipps")
    prepare(VIEWER.id)
    return {name: meter.measure(action)[1] for name, action in operations()}


def test_no_operation_costs_more_with_more_data(costs: Mapping[int, Costs]) -> None:
    few, many = (costs[size] for size in SIZES)

    assert few == many

    for page in ("feed, first page", "feed, second page"):
        assert many[page].read <= FEED_UNITS[environment().feed_shards]
        assert many[page].write == 0
        assert many[page].trips == FEED_TRIPS

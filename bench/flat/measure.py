"""Measures the tables of one engine, in a process with the environment of the function; prints JSON."""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

import boto3

from bench.flat.asking import ask, prepare
from bench.flat.data import VIEWER
from bench.flat.meter import Cost, Meter
from bench.flat.operations import operations
from bench.flat.original import TABLE, original_operations
from webapp.aws.tables import connection
from webapp.environment import environment

PAGES = 200


def main() -> None:
    logging.getLogger("webapp.requests").disabled = True  # thousands of lines
    client = boto3.client("dynamodb", region_name=environment().aws_region)
    meter = Meter(connection.client, client)
    prepare(VIEWER.id)
    pages = Counter(_pages(meter))
    costs = {
        "pages": [{**asdict(cost), "pages": count} for cost, count in pages.items()],
        "operations": _costs(meter, operations()),
        "original": {},
    }
    if TABLE in client.list_tables()["TableNames"]:
        costs["original"] = _costs(Meter(client, client), original_operations(client))
    print(json.dumps(costs))


def _costs(meter: Meter, named: Iterable[tuple[str, Callable[[], object]]]) -> dict[str, Any]:
    return {name: asdict(meter.measure(action)[1]) for name, action in named}


def _pages(meter: Meter) -> Iterator[Cost]:
    """Reads the feed's first pages, one after another."""
    query = ""
    for _ in range(PAGES):
        page, cost = meter.measure(lambda: ask(200, "GET", "/dwipps", as_=VIEWER.id, query=query))  # noqa: B023
        yield cost
        if page["next_cursor"] is None:
            return
        query = f"cursor={page['next_cursor']}"


if __name__ == "__main__":
    main()

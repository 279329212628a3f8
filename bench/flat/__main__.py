"""Fills an engine for each number of Dwipps and of shards, has it measured, and tells the figures."""

import json
import os
import subprocess
import sys
from typing import Any

from bench.flat.data import World
from bench.flat.fill import fill, platform_puts
from bench.flat.original import create_table, original_puts
from tests.dynamodb.engine import Engine
from tests.dynamodb.tables import renew_tables

SIZES = (100, 10_000, 100_000)
SHARDS = (1, 8)  # as in dev, as in prod

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": "eu-west-1",
    "CURSOR_KEY_PARAMETER": "/dwipper/bench/cursor-key",
    "DWIPPS_TABLE": "dwipps",
    "FAVORITES_TABLE": "favorites",
    "IDEMPOTENCY_TABLE": "idempotency",
    "PROFILES_TABLE": "profiles",
    "UPVOTES_TABLE": "upvotes",
    "USER_POOL_CLIENT_ID": "client",
    "USER_POOL_ID": "eu-west-1_pool",
}


def main() -> None:
    measured = {
        f"{size} Dwipps, {shards} shards": _measure(size, shards) for size in SIZES for shards in SHARDS
    }
    print(
        json.dumps({k: {a: b for a, b in v.items() if a != "pages"} for k, v in measured.items()}, indent=1)
    )


def _measure(size: int, shards: int) -> dict[str, Any]:
    with Engine() as engine:
        client, world = engine.client(), World(size)
        renew_tables(client)
        fill(client, platform_puts(world, shards), f"{size} Dwipps, {shards} shards")
        if shards == 1:
            create_table(client)
            fill(client, original_puts(world), f"{size} Dwipps, the original")
        return _measured(engine.url, shards)


def _measured(url: str, shards: int) -> dict[str, Any]:
    environment = {
        **os.environ,
        **ENVIRONMENT,
        "AWS_ENDPOINT_URL_DYNAMODB": url,
        "FEED_SHARDS": str(shards),
    }
    command = [sys.executable, "-m", "bench.flat.measure"]
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    main()

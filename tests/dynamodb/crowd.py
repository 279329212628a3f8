"""Many people who do something at the same time, through the function."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from mypy_boto3_dynamodb import DynamoDBClient

from tests.webapp.events import LambdaAnswer, call
from webapp.accounts.storage import ProfileItem

__all__ = ["at_once", "count", "introduce", "patient_call"]

THREADS = 64
# A crowd's result must not depend on this machine's speed, so the function's deadline is far away.
patient_call = partial(call, seconds=600)


def introduce(number: int) -> list[str]:
    """Creates this many people with names."""
    people = [f"person-{one}" for one in range(number)]
    with ProfileItem.batch_write() as batch:
        for person in people:
            batch.save(ProfileItem(person, display_name=person.title()))
    return people


def at_once(calls: Iterable[Callable[[], LambdaAnswer]]) -> list[LambdaAnswer]:
    """Returns the answer of each call; 64 run at a time."""
    with ThreadPoolExecutor(THREADS) as threads:
        return [future.result() for future in [threads.submit(call) for call in calls]]


def count(client: DynamoDBClient, table: str) -> int:
    """Returns the number of items in a table."""
    pages = client.get_paginator("scan").paginate(TableName=table, Select="COUNT", ConsistentRead=True)
    return sum(page["Count"] for page in pages)

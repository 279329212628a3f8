"""Finds the jobs that follow from the changes in a stream event."""

from collections.abc import Mapping
from typing import Any

from webapp.changes.jobs import ForgetReactions, Job, Leave, Rename
from webapp.environment import environment

__all__ = ["jobs_after"]

LEAVING = {"S": "yes"}  # ProfileItem.is_leaving, without a model: those take the worker's cold start too long
LONGEST_TIME = 40  # in ISO form; a longer one is malformed, and might not fit into a message

Record = Mapping[str, Any]


def jobs_after(event: Mapping[str, Any]) -> list[Job]:
    """Returns the jobs that follow from the changes of a stream event: one a person, from their last change.

    An event's shape: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
    """
    records = event["Records"]
    deleted = list(dict.fromkeys(_keys(record)["id"]["S"] for record in records if _is_deletion(record)))
    jobs = [job for record in records if _is_of_person(record) and (job := _job_of_person(record))]
    last = {job.user_id: job for job in jobs}
    return [*([ForgetReactions(deleted)] if deleted else []), *last.values()]


def _is_deletion(record: Record) -> bool:
    return _table(record) == environment().dwipps_table and record["eventName"] == "REMOVE"


def _is_of_person(record: Record) -> bool:
    return _table(record) == environment().profiles_table and record["eventName"] != "REMOVE"


def _job_of_person(record: Record) -> Leave | Rename | None:
    """Returns the job of a changed profile: somebody left, or has a new name."""
    user_id, image = _keys(record)["user_id"]["S"], record["dynamodb"]["NewImage"]
    if image.get("leaving") == LEAVING and image.get("left_at", {}).get("S"):
        return Leave(user_id)
    named_at = image.get("named_at", {}).get("S")
    if named_at and len(named_at) > LONGEST_TIME:
        return None
    return Rename(user_id, named_at) if "display_name" in image else None


def _table(record: Record) -> str:
    arn: str = record["eventSourceARN"]
    return arn.split("/")[1]


def _keys(record: Record) -> Mapping[str, Any]:
    keys: Mapping[str, Any] = record["dynamodb"]["Keys"]
    return keys

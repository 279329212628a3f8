"""Events of the worker and the jobs, for each of their branches that call AWS."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from infra.functions.job_queue import STEP_TIMEOUT_SECONDS
from infra.functions.worker import TIMEOUT_SECONDS
from tests.faults.items import EVE, GONE
from tests.webapp.events import LambdaAnswer
from webapp import jobs, worker
from webapp.aws.deadline import finish_within
from webapp.changes.jobs import ForgetReactions, Job, Leave, Rename

__all__ = ["CHANGES", "JOBS", "TableChange", "JobStep"]

DONE = LambdaAnswer(204, {}, None)


@dataclass(frozen=True)
class TableChange:
    """An event of a table's stream. The answer 204 means done; 503 means that Lambda retries the event."""

    what: str
    table: str
    kind: str
    images: dict[str, Any]
    status: int = 204
    again: Collection[int] | None = None
    way_out: Sequence["TableChange"] = ()
    seconds: float = TIMEOUT_SECONDS

    @property
    def operation(self) -> str:
        return f"worker: {self.what}"

    @property
    def name(self) -> str:
        return self.operation

    def run(self) -> LambdaAnswer:
        record = {
            "eventName": self.kind,
            "eventSourceARN": f"arn:aws:dynamodb:eu-west-1:1:table/{self.table}/stream/1",
            "dynamodb": self.images,
        }
        try:
            worker.handler({"Records": [record]}, self)
        except Exception as error:
            return _again(error)
        return DONE


@dataclass(frozen=True)
class JobStep:
    """A job's message. The answer 204 means done; 503 means that the queue delivers it again."""

    what: str
    job: Job
    status: int = 204
    again: Collection[int] | None = None
    way_out: Sequence["JobStep"] = ()
    seconds: float = 2 * STEP_TIMEOUT_SECONDS  # a step with progress is followed by one more

    @property
    def operation(self) -> str:
        return f"job: {self.what}"

    @property
    def name(self) -> str:
        return self.operation

    def run(self) -> LambdaAnswer:
        left: Job | None = self.job
        try:
            while left:
                with finish_within(STEP_TIMEOUT_SECONDS - jobs.SPARE_SECONDS):
                    left = jobs.jobs.step(left)
        except Exception as error:
            return _again(error)
        return DONE


def _again(error: Exception) -> LambdaAnswer:
    return LambdaAnswer(503, {"retry-after": "a while"}, str(error))


def _profile(user_id: str, **image: str) -> dict[str, Any]:
    keys = {"user_id": {"S": user_id}}
    return {"Keys": keys, "NewImage": {**keys, **{name: {"S": value} for name, value in image.items()}}}


CHANGES = [
    TableChange("a Dwipp was deleted", "dwipps", "REMOVE", {"Keys": {"id": {"S": GONE}}}),
    TableChange("somebody new has a name", "profiles", "INSERT", _profile(EVE, display_name="Eve")),
    TableChange("somebody has another name", "profiles", "MODIFY", _profile("ada", display_name="Ada")),
    TableChange(
        "somebody has left",
        "profiles",
        "MODIFY",
        _profile("gus", left_at="2026-11-24T12:00:00+00:00", leaving="yes"),
    ),
]

JOBS = [
    JobStep("forget reactions", ForgetReactions([GONE])),
    JobStep("rename somebody", Rename("ada")),
    JobStep("remove who has left", Leave("gus")),
]

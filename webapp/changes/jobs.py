"""Jobs that follow changes, and their messages. A job knows where to continue."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

__all__ = ["JOB_TYPES", "ForgetReactions", "Job", "Leave", "Rename", "job_from", "text_of"]


@dataclass(frozen=True)
class ForgetReactions:
    """Delete what belongs to deleted Dwipps."""

    dwipp_ids: Sequence[str]


@dataclass(frozen=True)
class Leave:
    """Delete everything of a person who has left."""

    user_id: str


@dataclass(frozen=True)
class Rename:
    """Write the name that a person took at `named_at` into what they wrote, newest first.

    Those above the id `below` are done.
    """

    user_id: str
    named_at: str | None = None
    below: str | None = None


Job = ForgetReactions | Leave | Rename

JOB_TYPES: dict[str, type[Job]] = {
    "forget_reactions": ForgetReactions,
    "leave": Leave,
    "rename": Rename,
}
JOB_NAMES = {kind: name for name, kind in JOB_TYPES.items()}


def text_of(job: Job) -> str:
    return json.dumps({"job": JOB_NAMES[type(job)], **asdict(job)})


def job_from(text: str) -> Job:
    fields = json.loads(text)
    return JOB_TYPES[fields.pop("job")](**fields)

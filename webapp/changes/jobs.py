"""The jobs that follow changes, and how they are written down: with the place to go on from."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

__all__ = ["KINDS", "ForgetReactions", "Job", "Leave", "Rename", "job_from", "text_of"]


@dataclass(frozen=True)
class ForgetReactions:
    """Remove the reactions to Dwipps that are no more."""

    dwipp_ids: Sequence[str]


@dataclass(frozen=True)
class Leave:
    """Remove all that somebody did who has left."""

    user_id: str


@dataclass(frozen=True)
class Rename:
    """Bring somebody's name to what they wrote, from the newest on; it is done down to the id `below`."""

    user_id: str
    below: str | None = None


Job = ForgetReactions | Leave | Rename

KINDS: dict[str, type[Job]] = {
    "forget_reactions": ForgetReactions,
    "leave": Leave,
    "rename": Rename,
}
NAMES = {kind: name for name, kind in KINDS.items()}


def text_of(job: Job) -> str:
    return json.dumps({"job": NAMES[type(job)], **asdict(job)})


def job_from(text: str) -> Job:
    fields = json.loads(text)
    return KINDS[fields.pop("job")](**fields)

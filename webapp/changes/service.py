"""Does jobs step by step. Every step is idempotent: it does only what is left to do."""

import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pynamodb.exceptions import UpdateError

from webapp.accounts.cognito import Cognito
from webapp.accounts.storage import ProfileStorage
from webapp.aws.errors import code_of
from webapp.aws.parallel import in_parallel
from webapp.aws.transactions import transact
from webapp.changes.jobs import ForgetReactions, Job, Leave, Rename
from webapp.dwipps.errors import DwippNotFoundError
from webapp.dwipps.storage import DwippItem, DwippStorage
from webapp.reactions.errors import NothingToChangeError
from webapp.reactions.storage import ReactionStorage, favorites, upvotes
from webapp.strings.text import legible

__all__ = ["JobRunner"]

ROUNDS = 16  # at most per step
STEP_SECONDS = 4  # after this time a step begins no round; other jobs wait this long
# A key of an index takes 1,000 writes a second, and one person's Dwipps are one key of `by_author`: 400 a second are
# left to the job. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
ROUND_ITEMS = 100
ROUND_SECONDS = 0.25
BATCH = 25  # what DynamoDB takes in one BatchWriteItem

REACTION_STORES: Sequence[ReactionStorage[Any]] = (upvotes, favorites)

logger = logging.getLogger("webapp")


class JobRunner:
    """Deletes data whose owner is gone, and writes new names into older Dwipps."""

    def __init__(
        self,
        pool: Cognito,
        profiles: ProfileStorage,
        dwipps: DwippStorage,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pool = pool
        self._profiles = profiles
        self._dwipps = dwipps
        self._sleep = sleep

    def step(self, job: Job) -> Job | None:
        """Does a part of a job. Returns what is left of it, or None if the job is done.

        Raises if the first round fails: what it did is kept, and the next try does the rest. If a later round fails,
        the job continues from the last finished one.
        """
        began, left = time.monotonic(), job
        for number in range(ROUNDS):
            round_began = time.monotonic()
            if round_began - began > STEP_SECONDS:
                break
            try:
                following = self._round(left)
            except Exception:
                if number == 0:
                    raise
                logger.warning("%s goes on later", left, exc_info=True)
                break
            if following is None:
                return None
            left = following
            self._sleep(max(0, round_began + ROUND_SECONDS - time.monotonic()))
        return left

    def _round(self, job: Job) -> Job | None:
        match job:
            case ForgetReactions():
                return self._forget_reactions(job)
            case Leave():
                return self._leave(job)
            case Rename():
                return self._rename(job)

    def _forget_reactions(self, job: ForgetReactions) -> ForgetReactions | None:
        """Deletes some reactions to each Dwipp. Returns the Dwipps that may have more."""
        of_each = [(dwipp_id, storage) for dwipp_id in job.dwipp_ids for storage in REACTION_STORES]
        found = in_parallel(partial(storage.of_dwipp, one, None, ROUND_ITEMS) for one, storage in of_each)
        in_parallel(
            partial(storage.forget, batch, dwipp_id)
            for (dwipp_id, storage), user_ids in zip(of_each, found, strict=True)
            for batch in _batches(user_ids)
        )
        more = {
            one for (one, _), user_ids in zip(of_each, found, strict=True) if len(user_ids) == ROUND_ITEMS
        }
        left = [dwipp_id for dwipp_id in job.dwipp_ids if dwipp_id in more]
        return ForgetReactions(left) if left else None

    def _leave(self, job: Leave) -> Leave | None:
        """Deletes what others could see first, then the account, and the tombstone's mark last."""
        profile = self._profiles.get(job.user_id)
        if not profile or not profile.is_leaving:
            return None
        if self._remove_some(job.user_id):
            return job
        self._pool.remove(job.user_id)
        self._profiles.gone(job.user_id)
        return None

    def _remove_some(self, user_id: str) -> bool:
        """Deletes some of a person's data. Returns False if there was none."""
        if items := self._dwipps.of_author(user_id, None, ROUND_ITEMS):
            in_parallel(partial(self._dwipps.forget, batch) for batch in _batches(items))
            return True
        for storage in REACTION_STORES:
            if dwipp_ids := storage.of_person(user_id, None, ROUND_ITEMS):
                in_parallel(partial(_take_back, storage, user_id, dwipp_id) for dwipp_id in dwipp_ids)
                return True
        return False

    def _rename(self, job: Rename) -> Rename | None:
        """Writes the name that the person took then. If there is a newer one, its own job does the rest."""
        profile = self._profiles.get(job.user_id)
        if not profile or profile.named_at != job.named_at or not (name := profile.name):
            return None
        items = self._dwipps.of_author(job.user_id, job.below, ROUND_ITEMS)
        if not items:
            return None
        self._write_name([item for item in items if item.author_name != name], name)
        overtaken = False
        while (newer := self._name(job.user_id)) != name:
            # The newer name's job may have passed here before this write.
            if not newer:
                return None
            name, overtaken = newer, True
            self._write_name(items, name)
        return None if overtaken else replace(job, below=items[-1].id)

    def _name(self, user_id: str) -> str | None:
        profile = self._profiles.get(user_id)
        return profile.name if profile else None

    def _write_name(self, items: Collection[DwippItem], name: str) -> None:
        in_parallel(partial(self._rename_one, item.id, name) for item in items)

    def _rename_one(self, dwipp_id: str, name: str) -> None:
        """Passes over an item that DynamoDB refuses to change, such as one of 400 KB: no retry would succeed."""
        try:
            self._dwipps.rename_author(dwipp_id, name)
        except UpdateError as error:
            if code_of(error) != "ValidationException":
                raise
            logger.error("%s keeps its author's older name: %s", legible(dwipp_id), error)


def _batches(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def _take_back(storage: ReactionStorage[Any], user_id: str, dwipp_id: str) -> None:
    try:
        transact(*storage.removed(user_id, dwipp_id))
    except DwippNotFoundError:
        storage.forget([user_id], dwipp_id)
    except NothingToChangeError:
        pass

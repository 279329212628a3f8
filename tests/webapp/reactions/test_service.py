"""What the API cannot be asked for from outside: somebody leaves amid their own reaction."""

from collections.abc import Collection, Mapping

import pytest

from tests.webapp.dwipps.dwipps import write
from webapp import services
from webapp.accounts.errors import NamelessError
from webapp.accounts.storage import ProfileStorage
from webapp.aws.transactions import Part
from webapp.http.callers import Caller
from webapp.http.error_handlers import KINDS
from webapp.http.problem_types import UNAUTHORIZED
from webapp.reactions.service import Reactions
from webapp.reactions.storage import upvotes


class LeavingPeople:
    """Whoever is asked for their name gets a profile, and has left."""

    def display_name(self, caller: Caller) -> str:
        ProfileStorage().leave(caller.user_id)
        return "Mia"

    def leaving(self) -> Collection[str]:
        return ()

    def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        return {}

    def named(self, user_id: str) -> Part:
        return ProfileStorage.named(user_id)


@pytest.mark.usefixtures("aws")
def test_a_person_who_leaves_during_their_first_reaction_gets_401() -> None:
    reactions = Reactions(upvotes, services.dwipps, LeavingPeople())

    with pytest.raises(NamelessError):
        reactions.add(Caller("mia", "token"), write()["id"])

    assert KINDS[NamelessError] == UNAUTHORIZED

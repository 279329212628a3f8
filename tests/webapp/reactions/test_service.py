"""A race that requests alone cannot produce: a person leaves during their own reaction."""

import pytest

from tests.webapp.dwipps.dwipps import write
from webapp import services
from webapp.accounts.errors import NamelessError
from webapp.accounts.storage import ProfileStorage
from webapp.http.callers import Caller
from webapp.http.error_handlers import KINDS_BY_ERROR
from webapp.http.problem_types import UNAUTHORIZED
from webapp.reactions.service import Reactions
from webapp.reactions.storage import upvotes


class LeavingPeople(ProfileStorage):
    """A person leaves when their name is first read."""

    def display_name(self, user_id: str) -> str:
        self.leave(user_id)
        return "Mia"


@pytest.mark.usefixtures("aws")
def test_a_person_who_leaves_during_their_first_reaction_gets_401() -> None:
    reactions = Reactions(upvotes, services.dwipps, LeavingPeople())

    with pytest.raises(NamelessError):
        reactions.add(Caller("mia", "token"), write()["id"])

    assert KINDS_BY_ERROR[NamelessError] == UNAUTHORIZED

"""An active person's month. How often a person uses each operation is an assumption; its cost is measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.cost.measured import Units

__all__ = ["KEPT", "KEPT_MONTHS", "LEFT_OUT", "MAILS", "MONTH", "VISITS", "Kept", "Month", "Use"]

# Each starts with a refresh, because a page keeps no access token, and takes less than its 15 minutes.
VISITS = 20
NEW = 0.1  # share of people who are new each month
KEPT_MONTHS = 12  # are stored


@dataclass(frozen=True)
class Use:
    """An operation, and how often one person uses it in a month.

    `takes` is the name of its units in flat.json, or the units. `like` is the operation in load.json that takes the
    same time in the function. `answer` is the size of the response body in bytes if it differs from that one's.
    """

    operation_id: str
    times: float
    takes: str | Units
    like: str
    answer: int | None = None


@dataclass(frozen=True)
class Kept:
    """The operation that writes an item of a table, the item's bytes, and the name of its removal in flat.json."""

    written_by: str
    size: float
    removal: str


class Month:
    """What one person does in a month."""

    def __init__(self, *uses: Use) -> None:
        self.uses: Sequence[Use] = uses

    def times(self, *operation_ids: str) -> float:
        """Returns how often the person uses these operations."""
        return sum(use.times for use in self.uses if use.operation_id in operation_ids)


TOKENS = 3_000  # bytes of an access token and the cookie
ASKS_COGNITO = Units(cognito=1)
LIST = "feed"

MONTH = Month(
    Use("register", NEW, ASKS_COGNITO, "create"),
    Use("confirm_account", NEW, ASKS_COGNITO, "create"),
    Use("resend_confirmation", NEW / 10, ASKS_COGNITO, "create"),
    Use("log_in_browser", 1, ASKS_COGNITO, "create", TOKENS),
    Use("refresh_browser", VISITS, ASKS_COGNITO, "create", TOKENS),
    Use("log_out_browser", 0.1, ASKS_COGNITO, "create"),
    Use("forgot_password", 0.02, ASKS_COGNITO, "create"),
    Use("reset_password", 0.02, ASKS_COGNITO, "create"),
    Use("change_password", 0.01, ASKS_COGNITO, "create"),
    # A profile is an item below 1 KB, read consistently: webapp/accounts/storage.py.
    Use("get_me", VISITS, Units(read=1, trips=1, cognito=1), "create"),
    Use("update_me", 0.05, Units(write=1, trips=1, cognito=1), "create"),
    Use("delete_me", 0.01, Units(write=2, trips=1, cognito=2), "create"),
    Use("list_dwipps", VISITS * 3, "feed, first page", LIST),
    Use("get_dwipp", 10, "get", "create"),
    Use("create_dwipp", 4, "create", "create"),
    Use("update_dwipp", 0.4, "edit", "upvote"),
    Use("delete_dwipp", 0.2, "delete", "create", 0),
    Use("upvote_dwipp", 20, "upvote: PUT", "upvote"),
    Use("unvote_dwipp", 1, "upvote: DELETE", "upvote"),
    Use("favorite_dwipp", 4, "favorite: PUT", "upvote"),
    Use("unfavorite_dwipp", 0.5, "favorite: DELETE", "upvote"),
    Use("list_favoriters", 1, "who favorited a Dwipp", LIST),
    Use("list_my_dwipps", 2, "my Dwipps", LIST),
    Use("list_user_dwipps", 3, "a person's Dwipps", LIST),
    Use("list_my_favorites", 2, "my favorites", LIST),
)

KEPT: Mapping[str, Kept] = {
    "dwipps": Kept("create_dwipp", 400, "delete"),
    "favorites": Kept("favorite_dwipp", 100, "favorite: DELETE"),
    "upvotes": Kept("upvote_dwipp", 100, "upvote: DELETE"),
}

LEFT_OUT: Mapping[str, str] = {
    "log_in": "used by scripts and apps; costs the same as `log_in_browser`",
    "refresh_session": "like `log_in`",
    "revoke_session": "like `log_in`",
    "log_out": "hardly ever: it ends all sessions of a person",
    "toggle_upvote": "people are assumed to use PUT and DELETE",
    "toggle_favorite": "like `toggle_upvote`",
    "get_health": "used by monitors",
    "get_openapi": "used by developers",
    "get_docs": "used by developers",
    "get_docs_asset": "used by developers",
}

MAILS = ("register", "resend_confirmation", "forgot_password")  # each sends a mail

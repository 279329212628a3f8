"""Wires services to their storage."""

from webapp.accounts.cognito import Cognito
from webapp.accounts.service import Accounts
from webapp.accounts.storage import ProfileStorage
from webapp.dwipps.idempotency import Idempotency
from webapp.dwipps.lists import Lists
from webapp.dwipps.service import Dwipps
from webapp.dwipps.storage import DwippStorage
from webapp.dwipps.views import Views
from webapp.reactions import storage as reactions
from webapp.reactions.service import FavoriteLists, Reactions

__all__ = ["accounts", "dwipps", "favorite_lists", "favorites", "lists", "upvotes"]

_storage = DwippStorage()

accounts = Accounts(Cognito(), ProfileStorage())
_views = Views(reactions.upvotes, reactions.favorites, accounts)
dwipps = Dwipps(_storage, Idempotency(), accounts, _views)
lists = Lists(_storage, _views)
upvotes = Reactions(reactions.upvotes, dwipps, accounts)
favorites = Reactions(reactions.favorites, dwipps, accounts)
favorite_lists = FavoriteLists(reactions.favorites, _storage, _views, accounts)

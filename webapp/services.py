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

__all__ = ["accounts", "dwipps", "favorite_lists", "favorites", "lists", "upvotes", "user_pool"]

_profiles, _storage = ProfileStorage(), DwippStorage()

user_pool = Cognito()
accounts = Accounts(user_pool, _profiles)
_views = Views(reactions.upvotes, reactions.favorites, _profiles)
dwipps = Dwipps(_storage, Idempotency(), _profiles, _views)
lists = Lists(_storage, _views)
upvotes = Reactions(reactions.upvotes, dwipps, _profiles)
favorites = Reactions(reactions.favorites, dwipps, _profiles)
favorite_lists = FavoriteLists(reactions.favorites, _storage, _views, _profiles)

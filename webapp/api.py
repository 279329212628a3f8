"""The API: all routers, the default authentication and the error handlers."""

from ninja import NinjaAPI

from webapp.accounts.api import router as accounts
from webapp.accounts.browser_api import router as browsers
from webapp.docs.api import router as docs
from webapp.dwipps.api import router as dwipps
from webapp.http.callers import AccessToken
from webapp.http.error_handlers import handle_errors
from webapp.http.json_body import JsonParser
from webapp.reactions.api import router as reactions

__all__ = ["api"]

api = NinjaAPI(
    title="Dwipper",
    version="1.0.0",
    description="A social network for shower thoughts.",
    auth=AccessToken(),
    parser=JsonParser(),
    docs_url=None,
    openapi_url=None,
)
for router in (accounts, browsers, dwipps, reactions, docs):
    api.add_router("", router)
handle_errors(api)

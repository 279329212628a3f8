"""The front door's routes."""

from collections.abc import Iterable
from pathlib import Path

from aiohttp import ClientSession, web
from aiohttp.typedefs import Handler

from localcloud.front_door.gateway import Gateway, refuse_as_the_authorizer
from localcloud.front_door.guard import guard, keep_to_own_user, protect_page
from localcloud.front_door.requests_log import tell_requests
from localcloud.http_server import SECONDS_TO_SEND

__all__ = ["make_app"]

BODY_BYTES = 10 * 2**20  # API Gateway's payload limit
PAGES = Path(__file__).parent / "pages"
FILES = {
    "/": "index.html",
    "/favicon.ico": "favicon.svg",  # what a browser asks for beside what is no page, such as openapi.json
    "/favicon.svg": "favicon.svg",
    "/mailbox": "mailbox.html",
    "/mailbox.js": "mailbox.js",
    "/style.css": "style.css",
}


def make_app(
    session: ClientSession,
    emulator_url: str,
    api_id: str,
    origins: Iterable[str] = (),
    seconds_to_send: float = SECONDS_TO_SEND,
) -> web.Application:
    """The application that answers on the front door's port; pages of these other origins may use the API."""
    application = web.Application(
        client_max_size=BODY_BYTES, middlewares=[keep_to_own_user(), tell_requests(), guard(origins)]
    )
    application.on_response_prepare.append(protect_page)
    application.on_response_prepare.append(refuse_as_the_authorizer)
    anything = r"{path:[\s\S]*}"  # line breaks too
    gateway = Gateway(session, emulator_url, api_id, seconds_to_send)
    application.router.add_route("*", f"/api/{anything}", gateway.forward)
    application.router.add_get("/mailbox/messages", _messages(session, emulator_url))
    for path, name in FILES.items():
        application.router.add_get(path, _file(name))
    return application


def _messages(session: ClientSession, emulator_url: str) -> Handler:
    async def messages(request: web.Request) -> web.Response:
        """The mails that the emulated Cognito has sent, newest first, as JSON."""
        async with session.get(f"{emulator_url}/_dwipper/mailbox") as answer:
            headers = {"Cache-Control": "no-store"}
            return web.Response(body=await answer.read(), content_type="application/json", headers=headers)

    return messages


def _file(name: str) -> Handler:
    async def file(request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGES / name, headers={"Cache-Control": "no-cache"})

    return file

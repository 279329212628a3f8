"""The front door's routes."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from weakref import WeakSet

from aiohttp import ClientError, ClientSession, web
from aiohttp.typedefs import Handler

from infra.site.description import BUILT
from localcloud.demo.people import DEMO_LOGIN
from localcloud.front_door.expectations import answer_later, meet_expectations
from localcloud.front_door.gateway import GatewayClient, refuse_as_the_authorizer
from localcloud.front_door.guard import guard, keep_to_own_user
from localcloud.front_door.page import API, page_of, protect
from localcloud.front_door.requests_log import log_requests
from localcloud.http_server import SECONDS_TO_SEND

__all__ = ["make_app"]

BODY_BYTES = 10 * 2**20  # API Gateway's payload limit
MAILBOX = Path(__file__).parent / "mailbox"
# What the page offers on a laptop only. CloudFront has no such file.
LOCAL = {"mailbox": "/mailbox", "demo": {"email": DEMO_LOGIN.email, "password": DEMO_LOGIN.password}}
NOT_STORED = {"Cache-Control": "no-store"}


def make_app(
    session: ClientSession,
    emulator_url: str,
    api_id: str,
    origins: Iterable[str] = (),
    seconds_to_send: float = SECONDS_TO_SEND,
    known: WeakSet[object] | None = None,
) -> web.Application:
    """Returns the application for the front door's port. Pages of these other origins may use the API."""
    application = web.Application(
        client_max_size=BODY_BYTES,
        middlewares=[keep_to_own_user(known), log_requests(), guard(origins), meet_expectations],
    )
    application.on_response_prepare.append(protect)
    application.on_response_prepare.append(refuse_as_the_authorizer)
    anything = r"{path:[\s\S]*}"  # line breaks too
    gateway = GatewayClient(session, emulator_url, api_id, seconds_to_send)
    add_get = partial(application.router.add_get, expect_handler=answer_later)
    add_any = partial(application.router.add_route, "*", expect_handler=answer_later)
    add_any(f"{API}{anything}", gateway.forward)
    add_get("/local.json", _local)
    add_get("/mailbox/messages", _messages(session, emulator_url))
    add_get("/mailbox{slash:/?}", _mailbox("index.html"))
    for file in MAILBOX.iterdir():
        add_get(f"/mailbox/{file.name}", _mailbox(file.name))
    add_any(f"/{anything}", page_of(BUILT))
    return application


async def _local(request: web.Request) -> web.Response:
    return web.json_response(LOCAL, headers=NOT_STORED)


def _messages(session: ClientSession, emulator_url: str) -> Handler:
    async def messages(request: web.Request) -> web.Response:
        """Returns the mails that the emulated Cognito has sent, newest first. Raises HTTPServiceUnavailable."""
        try:
            async with session.get(f"{emulator_url}/_dwipper/mailbox") as answer:
                mails = await answer.read()
        except (ClientError, TimeoutError):
            raise web.HTTPServiceUnavailable from None
        return web.Response(body=mails, content_type="application/json", headers=NOT_STORED)

    return messages


def _mailbox(name: str) -> Handler:
    async def file(request: web.Request) -> web.FileResponse:
        return web.FileResponse(MAILBOX / name, headers={"Cache-Control": "no-cache"})

    return file

"""The front door with a gateway that returns the request it received."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from localcloud.demo.people import DEMO_LOGIN
from localcloud.front_door.app import make_app
from localcloud.front_door.listener import client_session

Use = Callable[["TestClient[web.Request, web.Application]"], Awaitable[Any]]


async def echo(request: web.Request) -> web.Response:
    return web.json_response(
        {
            "method": request.method,
            "target": str(request.rel_url),
            "headers": dict(request.headers),
            "body": await request.text(),
        },
        status=int(request.headers.get("X-Answer", 200)),
        headers={"X-From": "gateway"},
    )


def through_the_door(use: Use, gateway: Callable[[web.Request], Awaitable[web.Response]] = echo) -> Any:  # noqa: ANN401
    async def exchange() -> Any:  # noqa: ANN401
        emulator = web.Application()
        emulator.router.add_route("*", r"/{path:[\s\S]*}", gateway)
        async with TestServer(emulator) as server, client_session() as session:
            door = make_app(session, f"http://127.0.0.1:{server.port}", "abcd1234")
            async with TestClient(TestServer(door)) as client:
                return await use(client)

    return asyncio.run(exchange())


async def answer_of(response: ClientResponse) -> tuple[int, dict[str, Any]]:
    return response.status, await response.json()


def test_a_request_reaches_the_api_unchanged() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        headers = {"Authorization": "Bearer x", "Content-Type": "application/json"}
        return await answer_of(
            await client.patch("/api/v1/a%2Fb?x=1&y=%26", data=b'{"a": 1}', headers=headers)
        )

    status, seen = through_the_door(use)

    assert status == 200
    assert (seen["method"], seen["target"], seen["body"]) == ("PATCH", "/api/v1/a%2Fb?x=1&y=%26", '{"a": 1}')
    assert seen["headers"]["Authorization"] == "Bearer x"
    assert seen["headers"]["Host"].startswith("abcd1234.execute-api.localhost:")


def test_a_header_that_is_not_utf_8_is_decoded_as_latin_1() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        reader, writer = await asyncio.open_connection(client.host, client.port)
        head = f"GET /api/v1/x HTTP/1.1\r\nHost: localhost:{client.port}\r\nConnection: close\r\n"
        writer.write(head.encode() + b'If-Match: "\xff1"\r\n\r\n')
        answer = await reader.read()
        writer.close()
        return json.loads(answer.partition(b"\r\n\r\n")[2])

    assert through_the_door(use)["headers"]["If-Match"] == '"\xff1"'


def test_a_path_with_a_line_break_reaches_the_api() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return await answer_of(await client.get(URL("/api/v1/docs/a%0Ab", encoded=True)))

    status, seen = through_the_door(use)

    assert (status, seen["target"]) == (200, "/api/v1/docs/a%0Ab")


def test_an_answer_has_the_functions_status_and_headers() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        response = await client.get("/api/v1/dwipps", headers={"X-Answer": "418"})
        return response.status, response.headers["X-From"]

    assert through_the_door(use) == (418, "gateway")


def test_the_text_of_the_functions_error_is_not_shown() -> None:
    async def fails(request: web.Request) -> web.Response:
        return web.json_response({"errorMessage": "boom secret"}, status=502)

    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return await answer_of(await client.get("/api/v1/dwipps"))

    assert through_the_door(use, fails) == (502, {"message": "Internal Server Error"})


def test_a_body_over_ten_megabytes_is_rejected_like_the_gateway_does() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return await answer_of(await client.post("/api/v1/dwipps", data=io.BytesIO(bytes(10 * 2**20 + 1))))

    assert through_the_door(use) == (413, {"message": "Request Too Long"})


@pytest.mark.parametrize(
    "path",
    ["/_ministack/health", "/_dwipper/mailbox", "/2015-03-31/functions", "/apix", "/api", "/x/api/v1/me"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_requests_to_the_api_are_forwarded(method: str, path: str) -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return (await client.request(method, path)).headers

    assert "X-From" not in through_the_door(use)


def test_the_mailbox_shows_the_emulators_mails() -> None:
    async def mails(request: web.Request) -> web.Response:
        return web.json_response([{"to": "ada@x.io", "path": request.path}])

    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return json.loads(await (await client.get("/mailbox/messages")).text())

    assert through_the_door(use, mails) == [{"to": "ada@x.io", "path": "/_dwipper/mailbox"}]


def test_the_mailbox_and_its_assets_are_served() -> None:
    paths = ["/mailbox", "/mailbox/mailbox.js", "/mailbox/style.css", "/mailbox/favicon.svg"]

    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return [(await client.get(path)).status for path in paths]

    assert through_the_door(use) == [200] * len(paths)


def test_a_slash_at_the_end_leads_to_the_mailbox_too() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return [await (await client.get(path)).text() for path in ("/mailbox", "/mailbox/")]

    without, with_slash = through_the_door(use)
    assert with_slash == without


def test_the_page_gets_the_mailboxs_address_and_a_login() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return await (await client.get("/local.json")).json()

    demo = {"email": DEMO_LOGIN.email, "password": DEMO_LOGIN.password}
    assert through_the_door(use) == {"mailbox": "/mailbox", "demo": demo}


def test_the_authorizers_401_has_www_authenticate_and_no_content_type() -> None:
    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        answer = await client.get("/api/v1/me", headers={"X-Answer": "401"})
        return answer.headers

    headers = through_the_door(use)

    assert headers["WWW-Authenticate"] == "Bearer"
    assert "Content-Type" not in headers


def test_the_functions_own_401_is_not_changed() -> None:
    async def refuse(request: web.Request) -> web.Response:
        headers = {
            "WWW-Authenticate": 'Bearer error="invalid_token"',
            "Content-Type": "application/problem+json",
        }
        return web.Response(body=b"{}", status=401, headers=headers)

    async def use(client: "TestClient[web.Request, web.Application]") -> Any:  # noqa: ANN401
        return (await client.get("/api/v1/me")).headers

    headers = through_the_door(use, refuse)

    assert headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert headers["Content-Type"] == "application/problem+json"

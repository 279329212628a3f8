"""Fills an empty platform through its front door, as people would."""

import asyncio
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from aiohttp import ClientError, ClientSession
from rich.progress import Progress

from localcloud.demo.people import PEOPLE, Person
from localcloud.demo.thoughts import THOUGHTS
from localcloud.errors import LocalCloudError

__all__ = ["seed"]

AT_ONCE = 2


class Seeding:
    """The demo's calls: to the API, and to the mailbox for the codes."""

    def __init__(self, session: ClientSession, outputs: dict[str, Any]) -> None:
        self._session = session
        self._api = outputs["api_url"] + "/api/v1"
        self._mailbox = outputs["mailbox_api_url"]

    async def token_of(self, person: Person) -> str:
        """Registers a person, confirms them with the mailed code and logs them in."""
        login = {"email": person.email, "password": person.password}
        await self._post("/accounts", {**login, "display_name": person.name})
        await self._post("/accounts/confirm", {"email": person.email, "code": await self._code_for(person)})
        token: str = (await self._post("/sessions", login))["access_token"]
        return token

    async def write(self, text: str, token: str) -> None:
        await self._post("/dwipps", {"text": text}, {"Authorization": f"Bearer {token}"})

    async def _code_for(self, person: Person) -> str:
        async with self._session.get(self._mailbox) as answer:
            mails = await answer.json()
        return next(str(mail["code"]) for mail in mails if mail["to"] == person.email)

    async def _post(
        self, path: str, body: dict[str, str], headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        async with self._session.post(self._api + path, json=body, headers=headers) as answer:
            if not answer.ok:
                raise LocalCloudError(f"the demo's POST {path} answered {answer.status}: try `make reset`")
            content: dict[str, Any] = await answer.json() if answer.status != 204 else {}
            return content


async def seed(session: ClientSession, outputs: dict[str, Any]) -> None:
    """Registers the demo's people and writes their Dwipps, with a progress bar.

    Raises LocalCloudError when the API refuses.
    """
    seeding = Seeding(session, outputs)
    with Progress() as progress:
        people = progress.add_task("demo: people", total=len(PEOPLE))
        tokens = []
        for person in PEOPLE:
            tokens.append(await seeding.token_of(person))
            progress.advance(people)
        await _write_all(seeding, tokens, progress)


async def _write_all(seeding: Seeding, tokens: Sequence[str], progress: Progress) -> None:
    bar = progress.add_task("demo: Dwipps", total=len(THOUGHTS))
    work = iter(zip(THOUGHTS, cycle(tokens), strict=False))

    async def writer() -> None:
        for text, token in work:
            await seeding.write(text, token)
            progress.advance(bar)

    try:
        await asyncio.gather(*(writer() for _ in range(AT_ONCE)))
    except ClientError as error:
        raise LocalCloudError(f"the demo's Dwipps could not be written: {error}") from error

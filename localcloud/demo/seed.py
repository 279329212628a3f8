"""Fills an empty platform: people register as people do, and what they wrote before is put into the tables."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientSession
from rich.progress import Progress

from localcloud.demo.history import history
from localcloud.demo.people import PEOPLE, Person
from localcloud.demo.tables import Tables
from localcloud.demo.thoughts import THOUGHTS
from localcloud.errors import LocalCloudError

__all__ = ["seed"]


class Registering:
    """The demo's calls: to the API, and to the mailbox for the codes."""

    def __init__(self, session: ClientSession, outputs: dict[str, Any]) -> None:
        self._session = session
        self._api = outputs["api_url"] + "/api/v1"
        self._mailbox = outputs["mailbox_api_url"]

    async def user_id_of(self, person: Person) -> str:
        """Registers a person, confirms them with the mailed code, logs them in, and has their name kept."""
        login = {"email": person.email, "password": person.password}
        await self._call("POST", "/accounts", {**login, "display_name": person.name})
        code = await self._code_for(person)
        await self._call("POST", "/accounts/confirm", {"email": person.email, "code": code})
        token = (await self._call("POST", "/sessions", login))["access_token"]
        me = await self._call("PATCH", "/me", {"display_name": person.name}, token)
        return str(me["user_id"])

    async def _code_for(self, person: Person) -> str:
        async with self._session.get(self._mailbox) as answer:
            mails = await answer.json()
        return next(str(mail["code"]) for mail in mails if mail["to"] == person.email)

    async def _call(
        self, method: str, path: str, body: dict[str, str], token: str | None = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else None
        async with self._session.request(method, self._api + path, json=body, headers=headers) as answer:
            if not answer.ok:
                raise LocalCloudError(
                    f"the demo's {method} {path} answered {answer.status}: try `make reset`"
                )
            content: dict[str, Any] = await answer.json() if answer.status != 204 else {}
            return content


async def seed(session: ClientSession, outputs: dict[str, Any], environment: Mapping[str, str]) -> None:
    """Makes the demo on the tables of the function with that environment, with a progress bar.

    Raises LocalCloudError when the API refuses.
    """
    registering = Registering(session, outputs)
    with Progress() as progress:
        user_ids = {
            person.name: await registering.user_id_of(person)
            for person in progress.track(PEOPLE, description="demo: people and what they wrote")
        }
    await asyncio.to_thread(_write, user_ids, environment)


def _write(user_ids: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """The moments count back from when the tables were made: made again, each Dwipp takes its own place."""
    tables = Tables(environment)
    tables.put(history(THOUGHTS, until=tables.made_at()), user_ids)

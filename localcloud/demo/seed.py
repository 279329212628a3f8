"""Fills an empty platform. People register by the API; their older Dwipps are written into the tables."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientError, ClientSession
from rich.progress import Progress

from localcloud.demo.history import history
from localcloud.demo.people import PEOPLE, DemoPerson
from localcloud.demo.tables import Tables
from localcloud.demo.thoughts import THOUGHTS
from localcloud.errors import LocalCloudError

__all__ = ["seed"]

REGISTER, CONFIRM = "/accounts", "/accounts/confirm"
FORGOT, RESET = "/passwords/forgot", "/passwords/reset"
# Ways to get a code, and where it is used. The first one suffices unless a start was interrupted.
WAYS = ((REGISTER, CONFIRM), (FORGOT, RESET))
REFUSED_STATUSES = (400, 401, 403)
PAUSES = (1, 2, 4, 8)  # seconds


class Registering:
    """The demo's calls to the API, and to the mailbox for codes."""

    def __init__(self, session: ClientSession, outputs: dict[str, Any]) -> None:
        self._session = session
        self._api = outputs["api_url"] + "/api/v1"
        self._mailbox = outputs["mailbox_api_url"]

    async def user_id_of(self, person: DemoPerson) -> str:
        """Registers a person with a name, and returns their id. Continues where an interrupted start stopped."""
        for ask, use in WAYS:
            await self._call("POST", ask, {"email": person.email})
            if code := await self._code_for(person):
                await self._call("POST", use, {**_login(person), "code": code}, may_refuse=True)
            session = await self._call("POST", "/sessions", _login(person), may_refuse=True)
            if session:
                me = await self._call(
                    "PATCH", "/me", {"display_name": person.name}, token=session["access_token"]
                )
                return str(me["user_id"])
        raise LocalCloudError(f"{person.email} has another password than the demo's: try `make reset`")

    async def _code_for(self, person: DemoPerson) -> str | None:
        async with self._session.get(self._mailbox) as answer:
            mails = await answer.json()
        return next((str(mail["code"]) for mail in mails if mail["to"] == person.email), None)

    async def _call(
        self,
        method: str,
        path: str,
        body: dict[str, str],
        token: str | None = None,
        may_refuse: bool = False,
    ) -> dict[str, Any]:
        """Returns the response, or nothing if a refusal is allowed and came. Retries on a slow machine."""
        headers = {"Authorization": f"Bearer {token}"} if token else None
        status = 0
        for pause in PAUSES:
            try:
                async with self._session.request(
                    method, self._api + path, json=body, headers=headers
                ) as answer:
                    status = answer.status
                    if status == 204 or (may_refuse and status in REFUSED_STATUSES):
                        return {}
                    if answer.ok:
                        content: dict[str, Any] = await answer.json()
                        return content
                    if status < 500 and status != 429:
                        break
            except (ClientError, TimeoutError):
                status = 0
            await asyncio.sleep(pause)
        outcome = f"was answered with {status}" if status else "was not answered"
        raise LocalCloudError(f"the demo's {method} {path} {outcome}: run again to continue")


def _login(person: DemoPerson) -> dict[str, str]:
    return {"email": person.email, "password": person.password}


async def seed(session: ClientSession, outputs: dict[str, Any], environment: Mapping[str, str]) -> None:
    """Writes the demo into the tables of a function with this environment, with a progress bar.

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
    """Dates count back from the creation of the tables, so that a second run writes the same items."""
    tables = Tables(environment)
    tables.put(history(THOUGHTS, until=tables.made_at()), user_ids)

"""A person's journey with the client of openapi-python-client.

`journey.py API_URL MAILBOX_URL EXPIRED_TOKEN`, run in a folder from which the package `api_client` can be imported.
"""

import sys
from typing import Any
from uuid import uuid4

import httpx
from api_client import AuthenticatedClient, Client
from api_client.api.accounts import confirm_account, register
from api_client.api.dwipps import create_dwipp, delete_dwipp, get_dwipp, list_user_dwipps, update_dwipp
from api_client.api.me import delete_me, get_me
from api_client.api.reactions import favorite_dwipp, list_my_favorites, upvote_dwipp
from api_client.api.sessions import log_in
from api_client.models import (
    Accepted,
    Confirmation,
    Dwipp,
    DwippPage,
    DwippText,
    GatewayMessage,
    Login,
    Me,
    Problem,
    Recipient,
    Session,
)

PASSWORD = "Correct-Horse-9"


def main(api_url: str, mailbox_url: str, expired: str) -> None:
    client = Client(base_url=api_url)
    email = f"journey-{uuid4()}@example.org"
    arrive(client, mailbox_url, email)
    login = Login(email=email, password=PASSWORD)
    session = expect(Session, log_in.sync(client=client, body=login))
    caller = AuthenticatedClient(base_url=api_url, token=session.access_token)
    me = expect(Me, get_me.sync(client=caller))

    created = create_dwipp.sync_detailed(
        client=caller, body=DwippText(text="Water is just wet air."), idempotency_key=str(uuid4())
    )
    dwipp = expect(Dwipp, created.parsed)
    assert created.headers["Location"] == f"/api/v1/dwipps/{dwipp.id}"
    edit: dict[str, Any] = {"client": caller, "if_match": created.headers["ETag"]}
    edited = expect(Dwipp, update_dwipp.sync(dwipp.id, body=DwippText(text="Air is dry water."), **edit))
    assert edited.version == 2
    refused = expect(Problem, update_dwipp.sync(dwipp.id, body=DwippText(text="No."), **edit))
    assert (refused.status, refused.code) == (412, "dwipp_changed")

    assert expect(Dwipp, upvote_dwipp.sync(dwipp.id, client=caller)).upvotes == 1
    assert expect(Dwipp, favorite_dwipp.sync(dwipp.id, client=caller)).viewer.favorited
    favorites = expect(DwippPage, list_my_favorites.sync(client=caller))
    assert [one.id for one in favorites.items] == [dwipp.id]

    expect(Dwipp, create_dwipp.sync(client=caller, body=DwippText(text="Rain is late snow.")))
    first = expect(DwippPage, list_user_dwipps.sync(me.user_id, client=caller, limit=1))
    second = expect(
        DwippPage, list_user_dwipps.sync(me.user_id, client=caller, limit=1, cursor=first.next_cursor or "")
    )
    assert [one.id for one in second.items] == [dwipp.id]

    invalid = expect(Problem, create_dwipp.sync(client=caller, body=DwippText(text="\u200b")))
    assert invalid.errors
    assert invalid.errors[0].location == "body.text"

    assert delete_dwipp.sync_detailed(dwipp.id, client=caller).status_code == 204
    assert expect(Problem, get_dwipp.sync(dwipp.id, client=caller)).code == "not_found"

    for token in (expired, "garbage"):
        stranger = AuthenticatedClient(base_url=api_url, token=token)
        assert expect(GatewayMessage, get_me.sync(client=stranger)).message == "Unauthorized"

    assert delete_me.sync_detailed(client=caller).status_code == 204
    assert expect(Problem, log_in.sync(client=client, body=login)).code == "invalid_credentials"
    print("ok")  # noqa: T201  for the test


def arrive(client: Client, mailbox_url: str, email: str) -> None:
    """Creates an account. The mailed code confirms it, and sets password and name."""
    expect(Accepted, register.sync(client=client, body=Recipient(email=email)))
    mails = httpx.get(mailbox_url).json()
    code = next(mail["code"] for mail in mails if mail["to"] == email)
    body = Confirmation(email=email, code=code, password=PASSWORD, display_name="Grace")
    assert confirm_account.sync_detailed(client=client, body=body).status_code == 204


def expect(kind: type[Any], answer: object) -> Any:  # noqa: ANN401  of that kind
    assert isinstance(answer, kind), answer
    return answer


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A create that is sent again with its key creates nothing."""

import time

import pytest

from tests.webapp.dwipps.dwipps import pages, write
from tests.webapp.events import LambdaAnswer, call
from webapp.dwipps.idempotency import IdempotencyItem

pytestmark = pytest.mark.usefixtures("aws")


def create(text: str, key: str, as_: str = "ada") -> LambdaAnswer:
    return call("POST", "/dwipps", {"text": text}, as_=as_, headers={"idempotency-key": key})


def written() -> int:
    return sum(len(page) for page in pages("/dwipps", 100))


def test_the_same_key_and_text_give_the_same_answer_and_one_dwipp() -> None:
    first = create("Once.", "k")

    assert first.status == 201
    assert create("Once.", "k") == first
    assert written() == 1


def test_the_answer_stays_the_same_after_the_dwipp_has_changed() -> None:
    first = create("Once.", "k")
    path = f"/dwipps/{first.body['id']}"
    call("PUT", f"{path}/upvote", as_="eve")
    call("PATCH", path, {"text": "Twice."})
    call("PATCH", "/me", {"display_name": "Countess"})

    assert create("Once.", "k") == first


def test_a_retried_create_does_not_restore_a_deleted_dwipp() -> None:
    first = create("Once.", "k")
    call("DELETE", f"/dwipps/{first.body['id']}")

    assert create("Once.", "k") == first
    assert written() == 0


def test_a_key_with_another_text_is_rejected_with_409() -> None:
    create("Once.", "k")

    assert create("Other.", "k").code == "key_reused"
    assert written() == 1


def test_texts_with_the_same_stored_form_are_the_same() -> None:
    assert create(" Cafe\u0301 ", "k") == create("Caf\u00e9", "k")


def test_a_key_is_its_persons_own() -> None:
    assert create("Once.", "k").body["id"] != create("Once.", "k", as_="eve").body["id"]
    assert create("Other.", "k", as_="eve").code == "key_reused"


def test_a_key_is_new_again_after_a_day() -> None:
    first = create("Once.", "k")
    record = IdempotencyItem.get("ada", "k")
    assert 24 * 3600 - 60 < record.expires_at - time.time() <= 24 * 3600
    record.update([IdempotencyItem.expires_at.set(int(time.time()))])  # DynamoDB has not taken it away yet

    again = create("Other.", "k")

    assert again.status == 201
    assert again.body["id"] != first.body["id"]
    assert create("Other.", "k") == again


def test_creates_without_a_key_are_separate_dwipps() -> None:
    assert write()["id"] != write()["id"]


@pytest.mark.parametrize("key", ["", " ", "two words", "schl\u00fcssel", "x" * 256])
def test_an_invalid_idempotency_key_is_rejected_with_422(key: str) -> None:
    answer = create("Once.", key)

    assert (answer.code, answer.body["errors"][0]["location"]) == (
        "invalid_request",
        "header.Idempotency-Key",
    )


def test_a_refused_text_does_not_use_its_key() -> None:
    assert create(" ", "k").code == "invalid_request"
    assert create("Once.", "k").status == 201

"""A smoke test passes a correct API and fails any other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.smoke import main
from tests.ops.account import CONTRACT
from tests.ops.api import PROBLEM, FakeApi, StubAnswer
from tests.ops.pulumi import FakePulumi


@pytest.fixture
def api() -> Iterator[FakeApi]:
    with FakeApi(CONTRACT) as api:
        yield api


@pytest.fixture
def pauses() -> list[float]:
    """Records the pauses in seconds, without waiting."""
    return []


def smoke(tree: Path, url: str, pauses: list[float]) -> None:
    main([url], root=tree, pause=pauses.append)


def test_a_correct_api_passes(
    tree: Path, api: FakeApi, pauses: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    smoke(tree, api.url + "/", pauses)

    assert capsys.readouterr().out.splitlines() == [
        "ok  the function answers",
        "ok  the contract is this tree's",
        "ok  reading Dwipps needs a token",
        "ok  an unknown path is not found",
        "ok  a stranger cannot log in",
        "ok  an invalid request is rejected",
    ]
    assert pauses == []


@pytest.mark.parametrize(
    ("request_", "answer", "line"),
    [
        (
            "GET /api/v1/health",
            StubAnswer(200, {"status": "ill"}),
            "the function answers: unexpected content",
        ),
        ("GET /api/v1/health", StubAnswer(404), "the function answers: 404, not 200"),
        (
            "GET /api/v1/openapi.json",
            StubAnswer(200, {"paths": {}}),
            "the contract is this tree's: unexpected content",
        ),
        ("GET /api/v1/dwipps", StubAnswer(200), "reading Dwipps needs a token: 200, not 401"),
        ("GET /api/v1/no-such-path", StubAnswer(200), "an unknown path is not found: 200, not 404"),
        ("POST /api/v1/sessions", StubAnswer(200, {}, PROBLEM), "a stranger cannot log in: 200, not 401"),
        (
            "POST /api/v1/sessions",
            StubAnswer(401),
            f"a stranger cannot log in: application/json, not {PROBLEM}",
        ),
        (
            "POST /api/v1/sessions without a password",
            StubAnswer(400, {}, PROBLEM),
            "an invalid request is rejected: 400, not 422",
        ),
        ("GET /api/v1/dwipps", StubAnswer(302), "reading Dwipps needs a token: 302, not 401"),
    ],
)
def test_one_wrong_answer_fails_and_the_other_requests_are_still_sent(
    tree: Path,
    api: FakeApi,
    pauses: list[float],
    capsys: pytest.CaptureFixture[str],
    request_: str,
    answer: StubAnswer,
    line: str,
) -> None:
    api.answers[request_] = answer

    with pytest.raises(SystemExit, match="dwipper: 1 of the requests to http://127.0.0.1:"):
        smoke(tree, api.url, pauses)

    lines = capsys.readouterr().out.splitlines()
    assert [text for text in lines if text.startswith("!!")] == [f"!!  {line}"]
    assert len(lines) == 6


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_an_api_that_is_warming_up_is_retried(
    tree: Path, api: FakeApi, pauses: list[float], status: int
) -> None:
    api.first = [StubAnswer(status)] * 2

    smoke(tree, api.url, pauses)

    assert pauses == [1, 2]


def test_an_api_that_stays_broken_is_given_up_on(tree: Path, api: FakeApi, pauses: list[float]) -> None:
    """All requests share the pauses: fifteen seconds in total."""
    api.first = [StubAnswer(503)] * 100

    with pytest.raises(SystemExit, match="dwipper: 6 of the requests"):
        smoke(tree, api.url, pauses)

    assert pauses == [1, 2, 4, 8]
    assert len(api.asked) == 10


def test_an_address_that_does_not_answer_is_reported(
    tree: Path, pauses: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with FakeApi({}) as gone:
        url = gone.url

    with pytest.raises(SystemExit, match=f"6 of the requests to {url} got a wrong answer"):
        smoke(tree, url, pauses)

    assert "!!  the function answers: no answer: ConnectionError" in capsys.readouterr().out


def test_the_address_comes_from_the_stacks_outputs(tree: Path, api: FakeApi, pulumi: FakePulumi) -> None:
    pulumi.has_outputs({"api_url": api.url})

    main(["--stack", "dev"], root=tree)

    assert len(api.asked) == 6


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["localhost:8000"], "the URL is not the address of an API: it must begin with https:// or http://"),
        (["ftp://localhost"], "the URL is not the address of an API: it must begin with https:// or http://"),
        (["http://"], "the URL is not the address of an API: its host or port is invalid"),
        (["http://a..b"], "the URL is not the address of an API: its host or port is invalid"),
        (["http://a b"], "the URL is not the address of an API: its host or port is invalid"),
        (["http://[::1"], "the URL is not the address of an API: its host or port is invalid"),
        (["http://localhost:70000"], "the URL is not the address of an API: its host or port is invalid"),
        (
            ["https://api.example.org/api/v1"],
            "the URL is not the address of an API: nothing may follow the host",
        ),
        (["https://api.example.org?x"], "the URL is not the address of an API: nothing may follow the host"),
        (["https://api.example.org#x"], "the URL is not the address of an API: nothing may follow the host"),
        (
            ["https://me:secret@api.example.org"],
            "the URL is not the address of an API: it must not contain a user",
        ),
        ([], "no stack is given"),
    ],
)
def test_a_missing_address_is_reported(tree: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(SystemExit, match=f"dwipper: {message}"):
        main(arguments, root=tree)

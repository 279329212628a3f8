"""The demo's people, Dwipps and reactions."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from infra.tables import TABLES
from localcloud.demo.history import history
from localcloud.demo.people import DEMO_LOGIN
from localcloud.demo.tables import Tables
from localcloud.demo.thoughts import THOUGHTS
from tests.app_environment import app_environment

CONTRACT = Path(__file__).resolve().parents[2] / "openapi.json"
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def made_at(dwipp_id: str) -> datetime:
    return datetime.fromtimestamp((UUID(dwipp_id).int >> 80) / 1000, UTC)


def test_generating_the_demo_again_gives_the_same_data() -> None:
    """So a seed after an interruption replaces the items, and adds no others."""
    assert list(history(THOUGHTS, NOW)) == list(history(THOUGHTS, NOW))


def test_its_times_are_within_the_last_two_weeks() -> None:
    moments = [made_at(dwipp.id) for dwipp in history(THOUGHTS, NOW)]

    assert NOW - timedelta(days=15) < min(moments) < max(moments) < NOW
    assert len({moment.date() for moment in moments}) > 10


def test_its_first_page_has_many_voices_and_reactions() -> None:
    first = sorted(history(THOUGHTS, NOW), key=lambda dwipp: dwipp.id)[-20:]

    assert len({dwipp.author for dwipp in first}) > 10
    assert sum(bool(dwipp.upvoted_by) for dwipp in first) > 5
    assert any(dwipp.favorited_by for dwipp in first)


def test_its_ids_have_the_apis_format() -> None:
    ids = [UUID(dwipp.id) for dwipp in history(THOUGHTS, NOW)]

    assert {(made.version, made.variant) for made in ids} == {(7, UUID(int=1 << 63).variant)}
    assert len(set(ids)) == len(ids)


def test_nobody_reacts_twice_or_to_their_own_dwipp() -> None:
    for dwipp in history(THOUGHTS, NOW):
        for people in (dwipp.upvoted_by, dwipp.favorited_by):
            assert len(set(people)) == len(people)
            assert dwipp.author not in people


def test_no_text_appears_twice() -> None:
    texts = [text for texts in THOUGHTS.values() for text in texts]

    assert len(set(texts)) == len(texts)


def test_every_table_whose_items_stay_has_demo_data() -> None:
    environment = app_environment("", AWS_ENDPOINT_URL="http://localhost:1")
    tables = Tables(environment)

    written = {
        environment[table]
        for table, _ in tables.writes(history(THOUGHTS, NOW), {name: name for name in THOUGHTS})
    }

    assert written == {table for table, shape in TABLES.items() if not shape.expires}, (
        "write items of the table in localcloud/demo/tables.py"
    )


def test_the_example_login_of_the_contract_works_in_the_demo() -> None:
    operation = json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"]["/api/v1/sessions"]["post"]

    example = operation["requestBody"]["content"]["application/json"]["example"]

    assert example == {"email": DEMO_LOGIN.email, "password": DEMO_LOGIN.password}

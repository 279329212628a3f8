from datetime import UTC, datetime, timedelta
from uuid import UUID

from webapp.dwipps.ids import is_id, made_at, new_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    made = UUID(new_id())

    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_ids_are_never_the_same() -> None:
    assert len({new_id() for _ in range(10_000)}) == 10_000


def test_an_id_knows_when_it_was_made() -> None:
    assert abs(datetime.now(UTC) - made_at(new_id())) < timedelta(minutes=1)


def test_the_example_of_rfc_9562_is_read() -> None:
    assert made_at("017F22E2-79B0-7CC3-98C4-DC0C0C07398F") == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)


def test_ids_sort_by_their_creation_time() -> None:
    ids = [new_id() for _ in range(1000)]

    assert [made_at(one) for one in sorted(ids)] == sorted(made_at(one) for one in ids)


def test_an_id_beyond_the_year_9999_is_not_an_id() -> None:
    assert not is_id("ffffffff-ffff-7fff-bfff-ffffffffffff")

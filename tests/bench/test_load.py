"""The load is what it says it is."""

from bench.load.figures import figures
from bench.load.plans import OPERATIONS, Person, Plans
from bench.load.rounds import CLIENTS, Measured

PEOPLE = [Person(f"person-{number}", f"token-{number}") for number in range(2)]
DWIPPS = [f"dwipp-{number}" for number in range(40)]


def measured(turns: list[tuple[float, float]]) -> Measured:
    """Turns of which each request takes so many milliseconds through the door, and by the handler alone."""
    door = [[ms] * 50 for ms, _ in turns]
    handled = [[{"ms": ms, "cpu_ms": ms / 2, "size": 100.0}] * 50 for _, ms in turns]
    return Measured(
        ms={name: dict.fromkeys(CLIENTS, door) for name in OPERATIONS},
        per_second={name: dict.fromkeys(CLIENTS, [100.0, 300.0, 200.0]) for name in OPERATIONS},
        handled=dict.fromkeys(OPERATIONS, handled),
    )


def test_nobody_upvotes_a_dwipp_twice_and_no_two_at_once_the_same() -> None:
    paths = [(one.user_id, one.path) for one in Plans(PEOPLE, DWIPPS).take("upvote", 80)]
    assert len(set(paths)) == 80
    assert len({path for _, path in paths[: max(CLIENTS)]}) == max(CLIENTS)


def test_requests_of_nobody_carry_no_token() -> None:
    plans = Plans(PEOPLE, DWIPPS)
    assert [one.token for one in plans.take("health", 1)] == [""]
    assert [one.token for one in plans.take("feed", 3)] == ["token-0", "token-1", "token-0"]


def test_the_handlers_time_is_taken_from_the_doors_turn_by_turn() -> None:
    told = figures(measured([(12, 8), (112, 108), (12, 8)]))
    assert told["front_door_less_handler_ms"] == 4


def test_percentiles_are_of_all_turns_together() -> None:
    told = figures(measured([(12, 8), (112, 108), (12, 8)]))
    assert told["cells"]["feed"]["8"] == {
        "requests": 150,
        "p50_ms": 12,
        "p95_ms": 112,
        "p99_ms": 112,
        "per_second": 200,
    }

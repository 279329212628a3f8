from tests.webapp.events import call


def test_health_calls_nothing() -> None:
    answer = call("GET", "/health", as_=None)

    assert (answer.status, answer.body) == (200, {"status": "ok"})


def test_personal_answers_are_never_stored() -> None:
    assert call("GET", "/dwipps", as_=None).headers["cache-control"] == "no-store"

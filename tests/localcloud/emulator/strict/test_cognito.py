import threading
from types import SimpleNamespace
from typing import Any, cast

from localcloud.emulator.mailbox import Mailbox
from localcloud.emulator.strict.answers import Response, accepted
from localcloud.emulator.strict.cognito import StrictCognito


def test_concurrent_calls_run_one_after_the_other() -> None:
    """Otherwise two registrations of one address could both find it free."""
    under_way, second_is_in = threading.Event(), threading.Event()

    def run(handler: Any, action: str, data: dict[str, Any]) -> Response:  # noqa: ANN401
        if not under_way.is_set():
            under_way.set()
            second.start()
            assert not second_is_in.wait(0.2)
        else:
            second_is_in.set()
        return accepted({})

    cognito = cast(Any, SimpleNamespace())
    strict = StrictCognito(cognito, Mailbox(), run, lambda action, data: None)
    second = threading.Thread(target=strict.run, args=(accepted, "ListUserPools", {"MaxResults": 1}))

    strict.run(accepted, "ListUserPools", {"MaxResults": 1})

    second.join(10)
    assert second_is_in.is_set()

"""More people or more attempts than the limits allow."""

from collections.abc import Iterator

from tests.infra.watch.faults import Fault, made, turned_away
from tests.infra.watch.stacks import WatchedStack

__all__ = ["people_faults"]


def people_faults(stack: WatchedStack) -> Iterator[Fault]:
    yield Fault(
        "The gateway's or Cognito's limits reject requests",
        "429: wait 30 s",
        turned_away(stack, 40),
        frozenset({"api-429"}),
    )
    for what in ("SignIn", "SignUp", "TokenRefresh"):
        throttles = made(f"AWS/Cognito {what}Throttles", stack.people, 1, 1, 1)
        yield Fault(
            "Cognito throttles",
            "429 for logins, registrations and refreshes",
            [throttles, *turned_away(stack, 3)],
            frozenset({"identity-throttles"}),
            what,
        )

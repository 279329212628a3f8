"""Twenty people who do not exist."""

from dataclasses import dataclass

from localcloud.demo.thoughts import THOUGHTS

__all__ = ["DEMO_LOGIN", "PEOPLE", "DemoPerson"]


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to log in as. The password is public: the account exists on this machine only."""

    name: str
    password: str = "Shower-thoughts-1"  # noqa: S105

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@dwipper.example"


PEOPLE = [DemoPerson(name) for name in THOUGHTS]
DEMO_LOGIN = PEOPLE[0]

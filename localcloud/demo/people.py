"""Twenty people who do not exist."""

from dataclasses import dataclass

from localcloud.demo.thoughts import THOUGHTS

__all__ = ["LOGIN", "PEOPLE", "Person"]


@dataclass(frozen=True)
class Person:
    """Somebody to log in as. The password is public: the account exists on this machine only."""

    name: str
    password: str = "Shower-thoughts-1"  # noqa: S105

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@dwipper.example"


PEOPLE = [Person(name) for name in THOUGHTS]
LOGIN = PEOPLE[0]

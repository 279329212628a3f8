"""Names of the resources that keep a stack's state: a bucket per account and region, a key per stack."""

from dataclasses import dataclass

from ops.stack import Stack

__all__ = ["StateNames"]

PROJECT = "dwipper"


@dataclass(frozen=True)
class StateNames:
    stack: str
    account: str
    region: str

    @classmethod
    def of(cls, stack: Stack, account: str) -> "StateNames":
        return cls(stack.name, account, stack.region)

    @property
    def bucket(self) -> str:
        return f"{PROJECT}-state-{self.account}-{self.region}"

    @property
    def backend(self) -> str:
        """Returns the address for `pulumi login`."""
        return f"s3://{self.bucket}?region={self.region}"

    @property
    def alias(self) -> str:
        return f"alias/{PROJECT}-{self.stack}-state"

    @property
    def secrets_provider(self) -> str:
        return f"awskms://{self.alias}?region={self.region}"

    @property
    def bucket_tags(self) -> dict[str, str]:
        """No stack tag: all stacks of the account share the bucket."""
        return {"project": PROJECT}

    @property
    def key_tags(self) -> dict[str, str]:
        return {"project": PROJECT, "stack": self.stack}

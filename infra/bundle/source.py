"""The repository: it starts the pipeline, and alarms link its runbooks."""

from dataclasses import dataclass

import pulumi

from infra.account import Account
from infra.grants import Grant
from infra.settings.stack import Settings

__all__ = ["Source"]


@dataclass(frozen=True)
class Source:
    """A CodeCommit repository of the stack, or one elsewhere by a connection."""

    region: str
    repository: str
    branch: str
    connection_arn: str  # empty for CodeCommit

    @classmethod
    def of(cls, settings: Settings) -> "Source":
        own = f"{pulumi.get_project()}-{pulumi.get_stack()}"
        return cls(
            region=settings.region,
            repository=settings.source_repository or own,
            branch=settings.source_branch,
            connection_arn=settings.source_connection_arn,
        )

    def page(self, path: str) -> str:
        """Returns the URL of a file for people."""
        if self.connection_arn:
            return f"https://github.com/{self.repository}/blob/{self.branch}/{path}"
        return (
            f"https://{self.region}.console.aws.amazon.com/codesuite/codecommit/repositories/{self.repository}"
            f"/browse/refs/heads/{self.branch}/--/{path}"
        )

    def grant_read(self, account: Account) -> Grant:
        """Returns the rights to fetch a commit."""
        if self.connection_arn:
            service = self.connection_arn.split(":")[2]
            return Grant([f"{service}:UseConnection"], [self.connection_arn])
        actions = ("CancelUploadArchive", "GetBranch", "GetCommit", "GetUploadArchiveStatus", "UploadArchive")
        return Grant(
            [f"codecommit:{action}" for action in actions], [account.arn("codecommit", self.repository)]
        )

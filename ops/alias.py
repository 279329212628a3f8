"""The alias `live` of a function, which decides the version that serves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ops.aws import is_code
from ops.errors import OpsError

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

__all__ = ["ALIAS", "Alias", "Serving"]

ALIAS = "live"


@dataclass(frozen=True)
class Serving:
    """The version that the alias points to, and its revision. `others` are versions that also get requests."""

    version: int
    revision: str
    others: Sequence[int] = ()


class Alias:
    """The alias of one function. Raises OpsError if it is missing, otherwise ClientError."""

    def __init__(self, client: "LambdaClient", function: str) -> None:
        self._client = client
        self._function = function

    def serving(self) -> Serving:
        try:
            alias = self._client.get_alias(FunctionName=self._function, Name=ALIAS)
        except ClientError as error:
            if is_code(error, "ResourceNotFoundException"):
                raise OpsError(
                    f"the function {self._function} has no alias {ALIAS}: deploy it first"
                ) from None
            raise
        weights = alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})
        return Serving(int(alias["FunctionVersion"]), alias["RevisionId"], [*map(int, weights)])

    def versions(self) -> list[int]:
        """Returns the published versions, oldest first."""
        pages = self._client.get_paginator("list_versions_by_function").paginate(FunctionName=self._function)
        names = [version["Version"] for page in pages for version in page["Versions"]]
        return sorted(int(name) for name in names if name != "$LATEST")

    def point(self, version: int, serving: Serving) -> None:
        """Sends all requests to the version. Raises OpsError if the alias was changed since it was read."""
        try:
            self._client.update_alias(
                FunctionName=self._function,
                Name=ALIAS,
                FunctionVersion=str(version),
                RoutingConfig={"AdditionalVersionWeights": {}},
                RevisionId=serving.revision,
            )
        except ClientError as error:
            if is_code(error, "PreconditionFailedException"):
                raise OpsError(
                    f"somebody else has changed the alias {ALIAS} in the meantime: check it and try again"
                ) from None
            raise

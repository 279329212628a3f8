"""Removes old versions of a function.

Lambda stores at most 75 GB of code per account and region, over all versions of all functions:
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from ops.alias import Alias
from ops.aws import explain
from ops.errors import OpsError

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

__all__ = ["KEPT_VERSIONS", "prune"]

KEPT_VERSIONS = 10  # the newest


def prune(
    client: "LambdaClient", function: str, report: Callable[[str], None], *, before: int | None = None
) -> None:
    """Keeps the newest versions, those that the alias points to, and the version that served `before`.

    Reports errors and keeps those versions: the next release tries again.
    """
    alias = Alias(client, function)
    try:
        serving = alias.serving()
        kept = {serving.version, *serving.others, before}
        old = [version for version in alias.versions()[:-KEPT_VERSIONS] if version not in kept]
        for version in old:
            client.delete_function(FunctionName=function, Qualifier=str(version))
    except OpsError as error:
        report(f"! old versions of {function} were not removed: {error}")
    except (BotoCoreError, ClientError) as error:
        report(f"! old versions of {function} were not removed: {explain(error)}")
    else:
        if old:
            report(f"{function}: removed {len(old)} old versions, {old[0]} to {old[-1]}")

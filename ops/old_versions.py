"""Removes versions of a function that nobody goes back to.

Lambda keeps 75 GB of code in a region of an account, of all versions of all functions; then it takes no more:
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

__all__ = ["KEPT", "prune"]

KEPT = 10  # the newest


def prune(
    client: "LambdaClient", function: str, tell: Callable[[str], None], *, before: int | None = None
) -> None:
    """Keeps the newest, what the alias points to, and the version that served `before`.

    What AWS refuses is told and stays: the next release tries again.
    """
    alias = Alias(client, function)
    try:
        serving = alias.serving()
        kept = {serving.version, *serving.others, before}
        old = [version for version in alias.versions()[:-KEPT] if version not in kept]
        for version in old:
            client.delete_function(FunctionName=function, Qualifier=str(version))
    except OpsError as error:
        tell(f"! old versions of {function} stay: {error}")
    except (BotoCoreError, ClientError) as error:
        tell(f"! old versions of {function} stay: {explain(error)}")
    else:
        if old:
            tell(f"{function}: removed {len(old)} old versions, {old[0]} to {old[-1]}")

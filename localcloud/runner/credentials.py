"""Credentials of the function's role, for one environment."""

import os
from typing import Any

from botocore.handlers import BUILTIN_HANDLERS
from botocore.session import get_session

__all__ = ["Credentials"]

# What services answer to credentials that have expired, and to those that they have forgotten since.
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CommonErrors.html
REFUSED_CODES = {
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
}


class Credentials:
    """Sets the role's credentials in the variables that Lambda uses."""

    def __init__(self) -> None:
        self.refused = ""

    def take_on(self, role_arn: str) -> float:
        """Sets the variables. Returns when the credentials expire, in seconds since the epoch.

        Must be called before clients are made; then `refused` holds how the last refused call was refused.
        """
        sts: Any = get_session().create_client("sts", aws_access_key_id="test", aws_secret_access_key="test")  # noqa: S106
        taken = sts.assume_role(RoleArn=role_arn, RoleSessionName="laptop")["Credentials"]
        os.environ["AWS_ACCESS_KEY_ID"] = taken["AccessKeyId"]
        os.environ["AWS_SECRET_ACCESS_KEY"] = taken["SecretAccessKey"]
        os.environ["AWS_SESSION_TOKEN"] = taken["SessionToken"]
        BUILTIN_HANDLERS.append(("after-call", self._watch))
        expires: float = taken["Expiration"].timestamp()
        return expires

    def _watch(self, parsed: dict[str, Any], **_: object) -> None:
        code = parsed.get("Error", {}).get("Code", "")
        if code in REFUSED_CODES:
            self.refused = code

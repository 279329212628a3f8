"""Answers of AWS to a program's queries."""

from collections.abc import Mapping

from tests.engine.plugins.outputs import ACCOUNT, REGION
from tests.engine.plugins.values import Values

__all__ = ["UnknownInvokeError", "answer"]

ANSWERS: Mapping[str, Values] = {
    "getCallerIdentity": {
        "accountId": ACCOUNT,
        "arn": f"arn:aws:iam::{ACCOUNT}:user/operator",
        "id": ACCOUNT,
        "userId": "AIDAOPERATOR",
    },
    "getPartition": {
        "dnsSuffix": "amazonaws.com",
        "id": "aws",
        "partition": "aws",
        "reverseDnsPrefix": "com.amazonaws",
    },
    "getRegion": {
        "description": "Europe (Ireland)",
        "endpoint": f"ec2.{REGION}.amazonaws.com",
        "id": REGION,
        "name": REGION,
        "region": REGION,
    },
}


class UnknownInvokeError(Exception):
    """The stand-in has no answer. The message says where to add one."""


def answer(token: str) -> Values:
    """Raises UnknownInvokeError."""
    name = token.rpartition(":")[2]
    if name not in ANSWERS:
        raise UnknownInvokeError(f"put an answer to {token} into tests/engine/plugins/invokes.py")
    return ANSWERS[name]

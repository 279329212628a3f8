"""The IAM rights that calls need."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tests.faults.calls import WireCall
from tests.infra.realistic import ACCOUNT

__all__ = ["Rights", "rights_used"]

Rights = Mapping[str, set[str]]  # actions by resource, as the program names it

CURSOR_KEYS = f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter/dwipper/dev/cursor-key/*"

# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
OF_A_TRANSACTION = {
    "ConditionCheck": "ConditionCheckItem",
    "Delete": "DeleteItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
}


def rights_used(calls: Iterable[WireCall]) -> Rights:
    """Returns the rights of the calls. Unsigned calls of Cognito need none: they are authorized by tokens."""
    used: dict[str, set[str]] = defaultdict(set)
    for call in calls:
        for action, resource in _needs(call) if call.signed else ():
            used[resource].add(action)
    return dict(used)


def _needs(call: WireCall) -> Iterator[tuple[str, str]]:
    match call.service:
        case "AWSCognitoIdentityProviderService":
            yield f"cognito-idp:{call.operation}", "identity-users"
        case "AmazonSQS":
            yield f"sqs:{call.operation}", "jobs-queue"
        case "AmazonSSM":
            yield f"ssm:{call.operation}", _parameter(call.asked["Name"])
        case "DynamoDB_20120810":
            yield from ((f"dynamodb:{action}", f"storage-{place}") for action, place in _data(call))


def _parameter(name: str) -> str:
    """Returns the resource of the parameter, or all of its kind."""
    return CURSOR_KEYS if name.endswith("cursor-key") else "identity-client-secret"


def _data(call: WireCall) -> Iterator[tuple[str, str]]:
    """There is no right for transactions: each of their parts needs its own."""
    if call.operation == "TransactWriteItems":
        for item in call.asked["TransactItems"]:
            yield from ((OF_A_TRANSACTION[kind], part["TableName"]) for kind, part in item.items())
    else:
        yield from ((call.operation, place.replace("/", "/index/")) for place in call.places)

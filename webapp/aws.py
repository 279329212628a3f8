"""How the app talks to AWS: time-outs and retries such that a request ends before the gateway's 30 seconds."""

from typing import TYPE_CHECKING, Any, Literal, overload

from botocore.config import Config
from botocore.session import get_session

from webapp.deadline import begin_in_time
from webapp.environment import environment

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_ssm import SSMClient

__all__ = ["ATTEMPTS", "CONNECT_SECONDS", "READ_SECONDS", "client"]

CONNECT_SECONDS = 1
READ_SECONDS = 2
ATTEMPTS = 2  # with a pause of up to a second between them, a call to one address takes 7 seconds at most

_session = get_session()

CONFIG = Config(
    connect_timeout=CONNECT_SECONDS,
    read_timeout=READ_SECONDS,
    region_name=environment().aws_region,
    retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
)


@overload
def client(service: Literal["cognito-idp"]) -> "CognitoIdentityProviderClient": ...
@overload
def client(service: Literal["ssm"]) -> "SSMClient": ...
def client(service: Any) -> Any:
    """A client that begins no call once the request's time is up."""
    made = _session.create_client(service, config=CONFIG)
    made.meta.events.register("before-call", lambda **_: begin_in_time())
    return made

"""How the app talks to AWS: time-outs and retries such that a request ends before the gateway's 30 seconds."""

from typing import TYPE_CHECKING, Any, Literal, overload

import botocore
from botocore.config import Config
from botocore.session import get_session

from webapp.aws.deadline import begin_in_time
from webapp.aws.item_parser import ResponseParsers
from webapp.environment import environment

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient

__all__ = ["ATTEMPTS", "CONNECT_SECONDS", "READ_SECONDS", "client", "session"]

CONNECT_SECONDS = 1
READ_SECONDS = 2
ATTEMPTS = 2  # with a pause of up to a second between them, a call to one address takes 7 seconds at most

session = get_session()
session.register_component("response_parser_factory", ResponseParsers())
session.set_default_client_config(
    Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        region_name=environment().aws_region,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        user_agent=f"Dwipper botocore/{botocore.__version__}",  # botocore's own is put together for each call
    )
)


@overload
def client(service: Literal["cognito-idp"]) -> "CognitoIdentityProviderClient": ...
@overload
def client(service: Literal["sqs"]) -> "SQSClient": ...
@overload
def client(service: Literal["ssm"]) -> "SSMClient": ...
def client(service: Any) -> Any:
    """A client that begins no call once the request's time is up, and takes a limit's no for an answer."""
    made = session.create_client(service)
    made.meta.events.register("before-call", lambda **_: begin_in_time())
    retries = f"needs-retry.{made.meta.service_model.service_id.hyphenize()}"
    made.meta.events.register_first(retries, _refused_for_good)  # type: ignore[arg-type]  # its answer counts
    return made


def _refused_for_good(response: tuple[Any, Any] | None, **_: object) -> bool | None:
    """Keeps the SDK from trying again, after a pause, what has reached a limit that lasts.

    botocore takes the first answer of these handlers that is not None: the SDK's own would count it as a passing one.
    """
    code = response[1].get("Error", {}).get("Code") if response else None
    return False if code == "LimitExceededException" else None

"""botocore clients whose time-outs and retries end before the gateway's limit of 30 seconds."""

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
ATTEMPTS = 2  # with up to 1 s of back-off, a call to one address takes at most 7 s

session = get_session()
session.register_component("response_parser_factory", ResponseParsers())
session.set_default_client_config(
    Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        region_name=environment().aws_region,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        user_agent=f"Dwipper botocore/{botocore.__version__}",  # botocore builds its own again for every call
    )
)


@overload
def client(service: Literal["cognito-idp"]) -> "CognitoIdentityProviderClient": ...
@overload
def client(service: Literal["sqs"]) -> "SQSClient": ...
@overload
def client(service: Literal["ssm"]) -> "SSMClient": ...
def client(service: Any) -> Any:
    """Returns a client that begins no call after the deadline, and does not retry a limit that lasts."""
    made = session.create_client(service)
    made.meta.events.register("before-call", lambda **_: begin_in_time())
    retries = f"needs-retry.{made.meta.service_model.service_id.hyphenize()}"
    made.meta.events.register_first(retries, _refused_for_good)  # type: ignore[arg-type]  # its answer counts
    return made


def _refused_for_good(response: tuple[Any, Any] | None, **_: object) -> bool | None:
    """Stops the SDK from retrying LimitExceededException.

    botocore takes the first answer of these handlers that is not None; the SDK's own would retry it.
    """
    code = response[1].get("Error", {}).get("Code") if response else None
    return False if code == "LimitExceededException" else None

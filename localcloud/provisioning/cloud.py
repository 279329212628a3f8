"""The emulator for the handlers, and the functions that they create."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from botocore.session import Session, get_session

__all__ = ["Cloud", "CreatedFunction"]


@dataclass(frozen=True)
class CreatedFunction:
    """A Lambda function: its handler, environment, role and time-out in seconds."""

    name: str
    handler: str
    environment: dict[str, str]
    role_arn: str
    timeout: int


@dataclass(frozen=True)
class Cloud:
    """An emulated AWS account: its address, the runner's, and every function's time-out if not its own."""

    endpoint: str
    region: str
    runner_url: str
    front_door_url: str
    function_seconds: int | None = None
    functions: list[CreatedFunction] = field(default_factory=list)

    def client(self, service: str) -> Any:  # noqa: ANN401  botocore's clients are made at run time
        """Returns a client with the emulator's root credentials."""
        return _client(service, self.endpoint, self.region)


@cache
def _client(service: str, endpoint: str, region: str) -> Any:  # noqa: ANN401
    return _session().create_client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106  the emulator's well-known root
    )


@cache
def _session() -> Session:
    return get_session()

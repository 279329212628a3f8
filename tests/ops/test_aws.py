"""AWS calls are retried after a temporary error, except those that must not take effect twice."""

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError
from botocore.retries.standard import ExponentialBackoff

from ops.aws import ATTEMPTS, Aws, is_passing
from ops.command import plain_errors

LOST = ConnectionClosedError(endpoint_url="https://aws.example.org")


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Aws:
    """Clients of this test, without pauses."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda self, context: 0)
    return Aws("eu-west-1")


def tries_of(client: Any, operation: str, **parameters: Any) -> int:  # noqa: ANN401  boto3's own
    """Returns how often an operation is sent if its answers are lost."""
    sent = []

    def lose(**_: object) -> None:
        sent.append(operation)
        raise LOST

    client.meta.events.register("before-send", lose)
    with pytest.raises(ConnectionClosedError):
        getattr(client, operation)(**parameters)
    return len(sent)


def test_a_call_whose_answer_was_lost_is_retried(fresh: Aws) -> None:
    assert tries_of(fresh.codedeploy, "get_deployment", deploymentId="d-1") == ATTEMPTS


def test_a_call_that_is_not_idempotent_is_sent_once(fresh: Aws) -> None:
    assert tries_of(fresh.kms, "create_key") == 1
    assert tries_of(fresh.codedeploy, "create_deployment", applicationName="dwipper") == 1


@pytest.mark.parametrize(
    ("code", "status", "passing"),
    [("ThrottlingException", 400, True), ("InternalError", 500, True), ("AccessDenied", 403, False)],
)
def test_a_throttle_or_a_fault_of_aws_is_temporary(code: str, status: int, passing: bool) -> None:
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}

    assert is_passing(ClientError(answer, "GetDeployment")) == passing


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_ENDPOINT_URL", "foo"),
        ("AWS_ENDPOINT_URL_STS", "http://"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "foo"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "/none"),
        ("AWS_CONFIG_FILE", "credential_process = /none"),
        ("AWS_PROFILE", "nobody"),
        ("AWS_STS_REGIONAL_ENDPOINTS", "foo"),
        ("AWS_DEFAULTS_MODE", "foo"),
    ],
)
def test_invalid_aws_settings_are_reported_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    for given in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(given, raising=False)
    if name == "AWS_CONFIG_FILE":
        file = tmp_path / "config"
        file.write_text(f"[default]\n{value}\n")
        value = str(file)
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/r")

    with pytest.raises(SystemExit) as ended, plain_errors():
        _ = Aws("eu-west-1").sts.get_caller_identity()

    message = str(ended.value.code)
    assert message.startswith(("dwipper: this machine's AWS settings", "dwipper: cannot call AWS: "))
    assert "\n" not in message


def test_a_network_fault_is_temporary() -> None:
    assert is_passing(EndpointConnectionError(endpoint_url="https://aws.example.org"))

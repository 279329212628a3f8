"""Calls a new version of the API, which serves nobody yet, like API Gateway does."""

import base64
import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError, WaiterError

from ops.aws import explain, is_passing
from ops.errors import OpsError
from ops.probes import BASE, Answer, Probe

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

__all__ = ["Candidate"]


class Candidate:
    """One published version of a function. Calls raise ClientError or BotoCoreError."""

    def __init__(self, client: "LambdaClient", function: str, version: int) -> None:
        self._client = client
        self._function = function
        self._version = str(version)

    def wait_until_active(self) -> None:
        """Waits for a version that takes a snapshot first. Raises OpsError if it fails to start."""
        try:
            self._client.get_waiter("published_version_active").wait(
                FunctionName=self._function, Qualifier=self._version
            )
        except WaiterError as error:
            raise OpsError(f"version {self._version} cannot be called: {explain(error)}") from None

    def answer(self, probe: Probe) -> Answer | str:
        """Returns the answer, or the reason if there is none."""
        try:
            invoked = self._client.invoke(
                FunctionName=self._function, Qualifier=self._version, Payload=json.dumps(_event(probe))
            )
        except (BotoCoreError, ClientError) as error:
            if not is_passing(error):
                raise
            return explain(error)
        payload = json.loads(invoked["Payload"].read())
        if died := invoked.get("FunctionError"):
            return f"the function failed: {payload.get('errorType', died)}"
        return _read(payload)


def _event(probe: Probe) -> dict[str, Any]:
    """Returns an event of format 2.0 for a public route.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """
    path = BASE + probe.path
    body = "" if probe.body is None else json.dumps(probe.body)
    return {
        "version": "2.0",
        "routeKey": f"{probe.method} {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "content-length": str(len(body)),
            "content-type": "application/json",
            "host": "release.example.org",
        },
        "requestContext": {
            "http": {
                "method": probe.method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": "dwipper-release",
            },
            "requestId": "release",
        },
        "body": body,
        "isBase64Encoded": False,
    }


def _read(payload: Any) -> Answer | str:  # noqa: ANN401  any JSON
    if not isinstance(payload, dict) or "statusCode" not in payload:
        return "the answer is not a response for API Gateway"
    headers = {name.lower(): value for name, value in payload.get("headers", {}).items()}
    body = payload.get("body", "")
    return Answer(
        payload["statusCode"],
        headers.get("content-type"),
        base64.b64decode(body) if payload.get("isBase64Encoded") else body.encode(),
    )

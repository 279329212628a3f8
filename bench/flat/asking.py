"""Calls the API in this process."""

from typing import Any

from botocore.stub import Stubber

from tests.webapp.events import call
from webapp.aws import parameters

__all__ = ["ask", "prepare"]

CURSOR_KEY = {"Parameter": {"Value": "a key of the tests"}}


def ask(status: int, method: str, path: str, body: object = None, **how: Any) -> Any:  # noqa: ANN401  any JSON
    """Returns the API's response. Its status must be this one."""
    answer = call(method, path, body, **how)
    assert answer.status == status, answer
    return answer.body


def prepare(viewer: str) -> None:
    """Lets the app read the cursor key from SSM, with a given answer. The app keeps the key."""
    with Stubber(parameters._ssm) as ssm:
        ssm.add_response("get_parameter", CURSOR_KEY)
        ask(200, "GET", "/dwipps", as_=viewer)

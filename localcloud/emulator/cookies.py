"""Cookies of HTTP APIs: the event has them in a list of their own, and not among its headers.

"Format 2.0 includes a new cookies field":
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html. Its users
do not find the header: https://repost.aws/questions/QUrE9V3rSkTyOmVQ46hvxPAw. MiniStack passes the
header and has no list.
"""

from typing import Any

from localcloud.emulator.ministack import require

__all__ = ["pass_cookies"]

Event = dict[str, Any]

USED = ("_execute_function_with_config_scope",)


def pass_cookies(lambda_service: Any) -> None:  # noqa: ANN401  a module whose function is replaced
    """Replaces MiniStack's call of a function by the gateway. Raises LocalCloudError if it does not have it."""
    require(lambda_service, USED)
    execute = lambda_service._execute_function_with_config_scope

    def execute_with_cookies(function: Any, event: Event) -> Any:  # noqa: ANN401
        return execute(function, with_cookies(event))

    lambda_service._execute_function_with_config_scope = execute_with_cookies


def with_cookies(event: Event) -> Event:
    """Returns the event as AWS passes it, if it is one of an HTTP API."""
    headers = event.get("headers")
    if event.get("version") != "2.0" or not isinstance(headers, dict) or "cookie" not in headers:
        return event
    cookies = [cookie.strip() for cookie in headers["cookie"].split(";")]
    others = {name: value for name, value in headers.items() if name != "cookie"}
    return {**event, "headers": others, "cookies": [cookie for cookie in cookies if cookie]}

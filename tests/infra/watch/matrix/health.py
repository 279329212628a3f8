"""Normal traffic."""

from collections.abc import Sequence

from tests.infra.watch.faults import Made, made, turned_away
from tests.infra.watch.stacks import WatchedStack

__all__ = ["healthy"]

ANSWERS = [*[50.0] * 199, 4_000.0]  # in milliseconds; one in 200 is a cold start


def healthy(stack: WatchedStack) -> Sequence[Made]:
    """Each minute has some bad requests and a slow one. Metrics published only for events have no data."""
    return [
        made("AWS/ApiGateway Count", stack.api, *[1] * 200),
        made("AWS/ApiGateway 5xx", stack.api, *[0] * 200),
        made("AWS/ApiGateway Latency", stack.api, *ANSWERS),
        made("AWS/CloudFront 5xxErrorRate", stack.site, 0.2),
        made("AWS/CloudFront Requests", stack.site, *[1] * 400),
        made("AWS/WAFV2 AllowedRequests", stack.limit("requests"), *[1] * 400),
        made("AWS/WAFV2 BlockedRequests", stack.limit("requests"), *[1] * 3),
        made("AWS/Cognito SignInSuccesses", stack.people, 1, 1, 0),
        made("AWS/Lambda ConcurrentExecutions", {}, 5, 12, 8),
        made("AWS/Lambda IteratorAge", stack.function("worker"), 900, 1500),
        made("AWS/SQS ApproximateNumberOfMessagesVisible", stack.queue("worker-failures"), 0),
        made("AWS/SQS ApproximateNumberOfMessagesVisible", stack.queue("jobs-failures"), 0),
        made("AWS/SQS ApproximateAgeOfOldestMessage", stack.queue("jobs-queue"), 0, 4, 8),  # in seconds
        made("AWS/SES Reputation.BounceRate", {}, 0.01),
        *turned_away(stack, 1),
        *(one for name in ("api", "jobs", "worker") for one in _runs(stack, name)),
    ]


def _runs(stack: WatchedStack, name: str) -> Sequence[Made]:
    function = stack.function(name)
    return [
        made("AWS/Lambda Duration", function, *ANSWERS),
        made("AWS/Lambda Errors", function, *[0] * 200),
        made("AWS/Lambda Throttles", function, *[0] * 200),
    ]

"""Which alarms exist for each part of the platform."""

from collections.abc import Sequence

import pulumi

from infra.operations import OPERATIONS
from infra.tables import TABLES, TableShape
from infra.watch.alarms import Alarm, Metric

__all__ = [
    "account_alarms",
    "function_alarms",
    "gateway_alarms",
    "identity_alarms",
    "job_alarms",
    "mail_alarms",
    "table_alarms",
    "worker_alarms",
]

Name = pulumi.Input[str]
SECOND = 1000  # in the milliseconds of CloudWatch's metrics
HOUR_MINUTES = 60
# SES reviews an account from these rates on, and stops it at twice and five times as much:
# https://repost.aws/knowledge-center/ses-reputation-dashboard-bounce-rate
BOUNCES, COMPLAINTS = 0.05, 0.001
# A table's errors are counted by operation, and by no table alone:
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html


def gateway_alarms(api: Name, stage: Name, turned_away: Metric) -> Sequence[Alarm]:
    """Returns the alarms on what people notice first."""
    by_stage = {"ApiId": api, "Stage": stage}
    failed, latency = (Metric("AWS/ApiGateway", name, by_stage) for name in ("5xx", "Latency"))
    return [
        Alarm("api-5xx", "api-5xx", "5 requests or more fail in 5 minutes.", [failed], 5),
        Alarm("api-429", "api-429", "100 requests or more are too many in 5 minutes.", [turned_away], 100),
        Alarm(
            "api-latency",
            "api-latency",
            "1 of 100 requests takes 3 s.",
            [latency],
            3 * SECOND,
            "p99",
            periods=3,
        ),
    ]


def function_alarms(name: str, function: Name, deaths: int, slow_seconds: float) -> Sequence[Alarm]:
    """Returns the alarms on a function that crashes, is throttled or is slow."""
    errors, throttles, duration = (
        Metric("AWS/Lambda", metric, {"FunctionName": function})
        for metric in ("Errors", "Throttles", "Duration")
    )
    slow = f"1 of 100 runs of {name} takes {slow_seconds:g} s."
    died = f"{deaths} or more runs of {name} died or failed in 5 minutes."
    return [
        Alarm(f"{name}-errors", "function-errors", died, [errors], deaths),
        Alarm(f"{name}-throttles", "concurrency", f"Lambda refused to run {name}.", [throttles], 1),
        Alarm(
            f"{name}-duration", "function-duration", slow, [duration], slow_seconds * SECOND, "p99", periods=3
        ),
    ]


def account_alarms(shared: int) -> Sequence[Alarm]:
    """Returns the alarm on the concurrency of all functions without a share.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html
    """
    running = Metric("AWS/Lambda", "UnreservedConcurrentExecutions", {})
    meaning = (
        f"The functions without a reserved share use 80% of the {shared} concurrent runs that they share."
    )
    return [Alarm("concurrency", "concurrency", meaning, [running], 0.8 * shared, "Maximum", 1, periods=3)]


def worker_alarms(function: Name, failures: Name) -> Sequence[Alarm]:
    """Returns the alarms on changes that wait, were given up, or were lost."""
    lost = Metric("AWS/Lambda", "DestinationDeliveryFailures", {"FunctionName": function})
    age = Metric("AWS/Lambda", "IteratorAge", {"FunctionName": function})
    kept = Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": failures})
    behind, given_up = "The worker is 10 minutes behind.", "The worker has given a change up."
    return [
        Alarm("worker-behind", "worker-behind", behind, [age], 10 * 60 * SECOND, "Maximum"),
        Alarm("worker-failures", "worker-failures", given_up, [kept], 1, "Maximum"),
        Alarm(
            "worker-lost", "worker-failures", "What the worker gave up did not reach its queue.", [lost], 1
        ),
    ]


def job_alarms(queue: Name, failures: Name) -> Sequence[Alarm]:
    """Returns the alarms on jobs that wait or were given up. Each step is a new message, so a long job is not old."""
    age = Metric("AWS/SQS", "ApproximateAgeOfOldestMessage", {"QueueName": queue})
    kept = Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": failures})
    behind, given_up = "A step of a job waits for 15 minutes.", "A job was given up."
    return [
        Alarm("jobs-behind", "jobs", behind, [age], 15 * 60, "Maximum"),
        Alarm("jobs-failures", "jobs", given_up, [kept], 1, "Maximum"),
    ]


def identity_alarms(pool: Name, client: Name) -> Sequence[Alarm]:
    """Returns the alarms on Cognito's throttling. Its quotas belong to the account."""
    throttles = [
        Metric("AWS/Cognito", f"{what}Throttles", {"UserPool": pool, "UserPoolClient": client})
        for what in ("SignIn", "SignUp", "TokenRefresh")
    ]
    meaning = "Cognito turns log-ins or registrations away as too many."
    return [Alarm("identity-throttles", "identity-throttles", meaning, throttles, 1)]


def mail_alarms(unsent: Metric, by_ses: bool) -> Sequence[Alarm]:
    """Returns the alarms on codes that do not arrive, and on the account's bounces and complaints at SES."""
    alarms = [Alarm("mails-unsent", "mails", "Cognito could not mail a code.", [unsent], 1)]
    if by_ses:
        for name, rate, most in (
            ("bounces", "BounceRate", BOUNCES),
            ("complaints", "ComplaintRate", COMPLAINTS),
        ):
            meaning = f"SES counts {most:.2%} {name}."
            metric = Metric("AWS/SES", f"Reputation.{rate}", {})
            alarms.append(Alarm(f"mail-{name}", "mails", meaning, [metric], most, "Maximum", HOUR_MINUTES))
    return alarms


def table_alarms(name: str, table: Name) -> Sequence[Alarm]:
    """Returns the alarms on a table or index that is throttled or fails."""
    by_operation = [{"TableName": table, "Operation": one} for one in sorted(OPERATIONS["dynamodb"])]
    errors = [Metric("AWS/DynamoDB", "SystemErrors", one) for one in by_operation]
    throttles = [
        Metric("AWS/DynamoDB", f"{what}ThrottleEvents", place)
        for place in _places(table, TABLES[name])
        for what in ("Read", "Write")
    ]
    refused, failed = f"DynamoDB refuses work on {name} as too much.", f"DynamoDB fails on {name}."
    return [
        Alarm(f"{name}-throttles", "table-throttles", refused, throttles, 10),
        Alarm(f"{name}-errors", "table-errors", failed, errors, 5),
    ]


def _places(table: Name, shape: TableShape) -> Sequence[dict[str, Name]]:
    """Returns the table and its indexes: their throttles are separate metrics."""
    indexes = [{"TableName": table, "GlobalSecondaryIndexName": index.name} for index in shape.indexes]
    return [{"TableName": table}, *indexes]

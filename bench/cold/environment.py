"""The environment variables of a function: what Lambda sets, and what the stack does."""

from collections.abc import Mapping

__all__ = ["DWIPPER", "LAMBDA"]

LAMBDA: Mapping[str, str] = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "AWS_LAMBDA_LOG_FORMAT": "JSON",
    "AWS_REGION": "eu-west-1",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "HOME": "/nonexistent",  # no settings of this machine's user
    "LANG": "en_US.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "TZ": ":UTC",
}
DWIPPER: Mapping[str, str] = {
    "ACCOUNT_TICK_MS": "0",
    "CLIENT_SECRET_PARAMETER": "/dwipper/bench/client-secret",
    "CURSOR_KEY_PARAMETER": "/dwipper/bench/cursor-key",
    "DWIPPS_TABLE": "dwipps",
    "FAVORITES_TABLE": "favorites",
    "FEED_SHARDS": "1",
    "IDEMPOTENCY_TABLE": "idempotency",
    "JOBS_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/000000000000/jobs",
    "PROFILES_TABLE": "profiles",
    "UPVOTES_TABLE": "upvotes",
    "USER_POOL_CLIENT_ID": "client",
    "USER_POOL_ID": "eu-west-1_pool",
}

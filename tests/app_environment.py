"""The app's environment variables in tests and benches, derived from the app's own list."""

from collections.abc import Mapping

from webapp.environment import variable_names

__all__ = ["app_environment"]


def app_environment(secrets: str, **own: str) -> Mapping[str, str]:
    """Returns a value for every variable. A table's name is the prefix of its variable; secrets are below `secrets`.

    `own` are values that a test or a bench chooses.
    """
    others = {
        "ACCOUNT_TICK_MS": "0",
        "AWS_REGION": "eu-west-1",
        "FEED_SHARDS": "1",
        "JOBS_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs",
        "ORIGIN_SECRET_SHA256": "none",
        "USER_POOL_CLIENT_ID": "client",
        "USER_POOL_ID": "eu-west-1_pool",
    }
    return {name: _derived(name, secrets) or others[name] for name in variable_names()} | own


def _derived(name: str, secrets: str) -> str:
    what, _, kind = name.lower().rpartition("_")
    match kind:
        case "table":
            return what
        case "parameter" | "parameters":
            return f"{secrets}/{what.replace('_', '-')}"
    return ""

"""The environment variables of a function, set by Lambda and by the stack."""

from collections.abc import Mapping

from tests.app_environment import app_environment

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
    "PYTHONHASHSEED": "0",  # so that the number of instructions is constant
    "TZ": ":UTC",
}
DWIPPER = app_environment("/dwipper/bench")

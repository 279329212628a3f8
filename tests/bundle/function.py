"""Runs the unpacked zip with AWS's runtime client, like Lambda."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bundle.runtime_api import Outcome, RuntimeApi

__all__ = ["BundledFunction"]

END_SECONDS = 60


class BundledFunction:
    """A context manager: a process with only this machine's Python and its standard library."""

    def __init__(self, task: Path, client: Path, handler: str, variables: Mapping[str, str]) -> None:
        """Gets the folders of the unpacked zip and of the runtime client, and the stack's variables."""
        self._task, self._client, self._handler, self._variables = task, client, handler, variables

    def __enter__(self) -> Self:
        with ExitStack() as entered:
            self._said = entered.enter_context(tempfile.TemporaryFile("a+"))
            self._api = entered.enter_context(RuntimeApi())
            self.process = subprocess.Popen(
                # Without site-packages of this environment and of the user. The folder itself comes first.
                [sys.executable, "-S", "-m", "awslambdaric", self._handler],
                cwd=self._task,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=self._said,
                stderr=subprocess.STDOUT,
            )
            self._entered = entered.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()  # Lambda does not announce it either
        self.process.wait()
        self._entered.close()

    def invoke(self, event: dict[str, Any], seconds: int = 30) -> Outcome:
        """Returns the outcome of an event. Raises RuntimeError if the process has ended."""
        if self.process.poll() is not None:
            raise RuntimeError("\n".join(["the function has ended", *self.said()]))
        return self._api.invoke(event, seconds)

    def failed_start(self) -> tuple[Outcome, int]:
        """Returns the error and the exit status of a function that cannot start."""
        return self._api.outcome(), self.process.wait(END_SECONDS)

    def said(self) -> list[str]:
        """Returns the printed lines."""
        self._said.seek(0)
        return self._said.read().splitlines()

    def _environment(self) -> dict[str, str]:
        """https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"""
        return {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
            "AWS_LAMBDA_FUNCTION_NAME": "bundle",
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "AWS_LAMBDA_LOG_LEVEL": "INFO",
            "AWS_LAMBDA_RUNTIME_API": self._api.address,
            "AWS_REGION": "eu-west-1",
            "AWS_SECRET_ACCESS_KEY": "test",
            "HOME": str(self._task),  # no settings of the user
            "LANG": "en_US.UTF-8",
            "LAMBDA_TASK_ROOT": str(self._task),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(self._client),  # in Lambda /var/runtime
            "TZ": ":UTC",
            **self._variables,
        }

"""Cold starts: each is a new process with only the standard library and the function's folder."""

import ast
import marshal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.cold.environment import LAMBDA
from bench.cold.events import HEALTH, Event, version_1, version_2
from bench.cold.functions import MeasuredFunction

__all__ = ["Start", "start_command", "start", "variables"]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Start:
    """Milliseconds of the import, the first request and the processor time; the number of modules."""

    imported: float
    answered: float
    processor: float
    modules: int

    @property
    def total(self) -> float:
        return self.imported + self.answered


def start(function: MeasuredFunction, task: Path, *, strict: bool = False) -> Start:
    """Imports a function and sends it a request. A strict start exits if a module is not compiled."""
    with start_command(function, task, "strict.py" if strict else "first.py") as command:
        done = subprocess.run(  # noqa: S603  Python itself, with arguments of ours
            command, cwd=task, env=variables(function), capture_output=True, text=True
        )
    if done.returncode:
        sys.exit(f"{function.name} did not answer: {done.stderr}{done.stdout}")
    imported, answered, processor, modules = ast.literal_eval(done.stdout)
    return Start(imported / 1e6, answered / 1e6, processor / 1e6, modules)


@contextmanager
def start_command(function: MeasuredFunction, task: Path, script: str = "first.py") -> Iterator[list[str]]:
    """Returns the command that starts a function and requests its health."""
    with tempfile.NamedTemporaryFile() as file:
        marshal.dump(_event(function), file)
        file.flush()
        yield [sys.executable, "-S", "-s", str(HERE / script), str(task), function.module, file.name]


def variables(function: MeasuredFunction) -> Mapping[str, str]:
    """Sets a fixed hash seed, so that the number of instructions is constant."""
    return {**LAMBDA, **function.variables, "PYTHONHASHSEED": "0"}


def _event(function: MeasuredFunction) -> Event:
    asked = replace(HEALTH, resource=f"{function.base_path}{HEALTH.resource}")
    return version_1(asked) if function.version == 1 else version_2(asked)

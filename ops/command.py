"""How a command of the operator ends on an error: one line and a status, no traceback."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import extract_tb

from botocore.exceptions import BotoCoreError, ClientError

from ops.aws import explain
from ops.errors import OpsError

__all__ = ["plain_errors"]


@contextmanager
def plain_errors() -> Iterator[None]:
    """Wraps a `main`: prints its error in one line and exits with a status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # for terminals without …
    try:
        yield
        sys.stdout.flush()
    except OpsError as error:
        sys.exit(f"dwipper: {error}")
    except ClientError as error:
        sys.exit(f"dwipper: AWS refused {explain(error)}")
    except BotoCoreError as error:
        sys.exit(f"dwipper: cannot call AWS: {explain(error)}")
    except BrokenPipeError:  # the reader has closed the pipe, as `head` does
        _discard_output()
        sys.exit(1)
    except OSError as error:  # for example a full disk or a read-only folder
        _discard_output()
        sys.exit(f"dwipper: the operating system reports an error ({error}): fix it and run this again")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.exit(f"dwipper: a bug in this command, at {_place_of(error)}: {type(error).__name__}: {error}")


def _discard_output() -> None:
    """Discards unwritten output, otherwise Python tries to write it again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _place_of(error: Exception) -> str:
    """Returns the file and line, for a bug report."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{last.filename}, line {last.lineno}"

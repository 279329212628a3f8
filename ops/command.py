"""How every command of the operator ends when it cannot go on: one line and a status, no traceback."""

import io
import os
import signal
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
    """Around a `main`: its faults become the process's last words."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # as `ops` has left it while this was imported
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # where a terminal has no … of its own
    try:
        yield
        sys.stdout.flush()
    except OpsError as error:
        sys.exit(f"dwipper: {error}")
    except ClientError as error:
        sys.exit(f"dwipper: AWS refused {explain(error)}")
    except BotoCoreError as error:
        sys.exit(f"dwipper: AWS cannot be asked: {explain(error)}")
    except BrokenPipeError:  # whoever read has read enough, as `head` does
        _say_no_more()
        sys.exit(1)
    except OSError as error:  # a full disk, a folder that is not to be written to
        _say_no_more()
        sys.exit(f"dwipper: this machine refuses what is needed ({error}): mend that and run again")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.exit(
            f"dwipper: a fault of this command's own, at {_place_of(error)}: {type(error).__name__}: {error}"
        )


def _say_no_more() -> None:
    """What could not be printed is forgotten, else Python tries again as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _place_of(error: Exception) -> str:
    """Where to look, for whom it is reported to."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{last.filename}, line {last.lineno}"

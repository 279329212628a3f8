"""How every command of the operator ends when it cannot go on: one line and a status, no traceback."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from ops.aws import explain
from ops.errors import OpsError

__all__ = ["plain_errors"]


@contextmanager
def plain_errors() -> Iterator[None]:
    """Around a `main`: its faults become the process's last words."""
    try:
        yield
    except OpsError as error:
        sys.exit(f"dwipper: {error}")
    except ClientError as error:
        sys.exit(f"dwipper: AWS refused {explain(error)}")
    except BotoCoreError as error:
        sys.exit(f"dwipper: AWS cannot be asked: {explain(error)}")
    except BrokenPipeError:  # whoever read has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)

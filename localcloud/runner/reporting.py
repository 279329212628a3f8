"""What a function prints in the terminal of `make run`."""

import sys
import traceback
from typing import Any, TextIO
from urllib.parse import urlsplit

__all__ = ["hide_secret_of", "report"]

OF_AWS = ("botocore.", "pynamodb.", "webapp.aws.")


class _Without:
    """A stream that leaves out a secret."""

    def __init__(self, stream: TextIO, secret: str) -> None:
        self._stream, self._secret = stream, secret

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever a stream has
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        return self._stream.write(text.replace(self._secret, "***"))


def hide_secret_of(url: str) -> None:
    """Keeps the secret in the emulator's URL out of the terminal: errors of AWS's clients contain the URL."""
    if secret := urlsplit(url).path.strip("/"):
        streams: Any = sys
        streams.stdout, streams.stderr = _Without(sys.stdout, secret), _Without(sys.stderr, secret)


def report(error: Exception) -> None:
    """Prints a failed call to AWS as one line: the code is not at fault. Prints the traceback of any other error."""
    if type(error).__module__.startswith(OF_AWS):
        text = " ".join(str(error).split())
        print(f"{type(error).__name__}: {text}", file=sys.stderr, flush=True)  # noqa: T201
    else:
        traceback.print_exception(error)

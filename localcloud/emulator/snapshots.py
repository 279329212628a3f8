"""The kept state: one file, replaced as a whole, so that it can be read whenever the power goes."""

import json
import os
import signal
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from ministack.core.persistence import _json_default, _json_object_hook

from localcloud.emulator.mailbox import Mailbox
from localcloud.errors import LocalCloudError

__all__ = ["Kept", "Snapshots"]

CHILD_SECONDS = 30


class Kept(Protocol):
    """What has a state to keep: a service's module in MiniStack, or what takes its part."""

    def get_state(self) -> dict[str, Any]: ...

    def load_persisted_state(self, state: dict[str, Any], /) -> None: ...


class Snapshots:
    """Saves and loads the data of the kept services, and the mailbox."""

    def __init__(self, file: Path, services: Mapping[str, Kept], mailbox: Mailbox) -> None:
        self._file = file
        self._services = services
        self._mailbox = mailbox

    def load(self) -> None:
        """Puts the kept state in place, where there is one. Raises LocalCloudError where it cannot be read."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"), object_hook=_json_object_hook)
            for name, state in kept["services"].items():
                self._services[name].load_persisted_state(state)
            self._mailbox.restore(kept["mails"])
        except FileNotFoundError:
            return
        except Exception as error:
            raise LocalCloudError(
                f"{self._file} cannot be read ({type(error).__name__}: {error}): put a good one there,"
                " or forget all local data with `make reset`"
            ) from error

    def save(self) -> None:
        """Writes the state beside the file, and then puts it in the file's place."""
        draft = self._file.with_suffix(".draft")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(self._state(), file, default=_json_default)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._file)

    def fork(self) -> int:
        """Saves in a child, which has this moment's memory to itself; gives its process id.

        The caller goes on after a millisecond, however much there is to write.
        """
        with warnings.catch_warnings():
            # Python 3.12 warns of forking with threads: this child uses none and no lock of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child:
            return child
        status = 1
        try:
            signal.alarm(CHILD_SECONDS)
            self.save()
            status = 0
        finally:
            os._exit(status)

    def _state(self) -> dict[str, object]:
        services = {name: service.get_state() for name, service in self._services.items()}
        return {"services": services, "mails": self._mailbox.as_json()}

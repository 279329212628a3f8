"""The kept state: one file, replaced atomically, so that it is readable after a power cut."""

import contextlib
import json
import os
import signal
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from ministack.core.persistence import _json_default, _json_object_hook

from localcloud.emulator.mailbox import Mailbox
from localcloud.emulator.shape import check_state, check_values
from localcloud.errors import LocalCloudError

__all__ = ["Kept", "Snapshots", "reason_of"]

CHILD_SECONDS = 120
UNKNOWN_FAULT = 255  # beyond every errno
LAST_TRIES = 3
BY_NAMES_OF_THE_STACK = {"queues", "streams"}  # their keys are names of queues and tables


class Kept(Protocol):
    """A module with state: a service of MiniStack, or one of this package."""

    def get_state(self) -> dict[str, Any]: ...

    def load_persisted_state(self, state: dict[str, Any], /) -> None: ...


class Snapshots:
    """Saves and loads the data of the kept services and the mailbox."""

    def __init__(self, file: Path, services: Mapping[str, Kept], mailbox: Mailbox) -> None:
        self._file = file
        self._services = services
        self._mailbox = mailbox
        self._child = 0

    def load(self) -> None:
        """Restores the kept state if there is any. Raises LocalCloudError if it cannot be read."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"), object_hook=_json_object_hook)
            for name, state in kept["services"].items():
                if name not in BY_NAMES_OF_THE_STACK:
                    check_state(name, state, like=self._services[name].get_state())
            check_values(kept["services"])
            for name, state in kept["services"].items():
                self._services[name].load_persisted_state(state)
            self._mailbox.restore(kept["mails"])
        except FileNotFoundError:
            return
        except Exception as error:
            raise LocalCloudError(
                f"{self._file} cannot be read ({type(error).__name__}: {error}): restore a valid file,"
                " or delete all local data with `make reset`"
            ) from error

    def save(self) -> None:
        """Writes the state to a draft, then replaces the file. Waits for a saving child first."""
        self._wait_for_child()
        draft = self._file.with_suffix(".draft")
        try:
            self._write(draft)
            draft.replace(self._file)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync(self._file.parent)

    def save_at_the_end(self) -> None:
        """Saves, with a few retries. Raises LocalCloudError, which says what is lost."""
        for rest in reversed(range(LAST_TRIES)):
            try:
                return self.save()
            except Exception as error:
                if not rest:
                    raise LocalCloudError(self._lost(error)) from error
                time.sleep(1)

    def fork(self) -> int:
        """Saves in a child that has a copy of this moment's memory. Returns its process id.

        The caller continues after a millisecond, whatever the size; `reason_of` returns the result.
        """
        self._wait_for_child()
        with warnings.catch_warnings():
            # Python 3.12 warns of forking with threads: this child uses none and no lock of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child:
            self._child = child
            return child
        status = UNKNOWN_FAULT
        try:
            signal.alarm(CHILD_SECONDS)
            self.save()
            status = 0
        except OSError as error:
            status = error.errno or UNKNOWN_FAULT
        finally:
            os._exit(status)

    def _wait_for_child(self) -> None:
        """Two processes must not write the same draft. Others who wait for the child still get its result."""
        if self._child:
            with contextlib.suppress(ChildProcessError):
                os.waitid(os.P_PID, self._child, os.WEXITED | os.WNOWAIT)

    def _write(self, draft: Path) -> None:
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            # In one piece: written bit by bit it is encoded by Python, at a quarter of the speed.
            file.write(json.dumps(self._state(), default=_json_default))
            file.flush()
            os.fsync(file.fileno())

    def _lost(self, error: Exception) -> str:
        try:
            saved = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(self._file.stat().st_mtime))
            lost = f"all data since {saved} is lost, {self._file} is from then"
        except OSError:
            lost = "no data was saved"
        return f"the state could not be saved ({getattr(error, 'strerror', None) or repr(error)}): {lost}"

    def _state(self) -> dict[str, object]:
        services = {name: service.get_state() for name, service in self._services.items()}
        return {"services": services, "mails": self._mailbox.as_json()}


def reason_of(status: int) -> str:
    """Returns why a child of `fork` could not save, by its wait status; empty if it could."""
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        return f"the process that saves was ended by signal {-code}"
    if code == UNKNOWN_FAULT:
        return "a fault of the emulator"
    return os.strerror(code) if code else ""


def _sync(folder: Path) -> None:
    """A renamed file is on the disk only after its folder is synced."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

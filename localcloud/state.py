"""State in `.local/`: what the platform keeps between runs, and publishes for other programs."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from localcloud.errors import LocalCloudError

__all__ = ["LocalState"]


class LocalState:
    """A folder for one platform at a time. Another one waits for at most `patience` seconds."""

    def __init__(self, folder: Path, patience: float = 5) -> None:
        self.folder = folder
        self._patience = patience
        self._outputs = folder / "outputs.json"
        self._seeded = folder / "seeded"
        self._lock = folder / "lock"

    @contextlib.contextmanager
    def held(self) -> Iterator[int]:
        """Locks the folder. Yields the lock's descriptor for the child that writes there too.

        After a kill -9 that child may still be saving: this waits, then raises LocalCloudError.
        """
        with contextlib.ExitStack() as ending:
            descriptor = self._acquired()
            ending.callback(os.close, descriptor)
            self._keep_from_others()
            self._outputs.unlink(missing_ok=True)
            ending.callback(self._outputs.unlink, missing_ok=True)
            yield descriptor

    def write_outputs(self, outputs: dict[str, Any]) -> None:
        """Publishes the stack's outputs atomically."""
        draft = self._outputs.with_suffix(".draft")
        draft.write_text(json.dumps(outputs, indent=2) + "\n", encoding="utf-8")
        draft.replace(self._outputs)

    @property
    def seeded(self) -> bool:
        return self._seeded.exists()

    def mark_seeded(self) -> None:
        self._seeded.touch()

    def _keep_from_others(self) -> None:
        """Removes the rights of other users, also from existing files."""
        for path in (self.folder, *self.folder.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o700 if path.is_dir() else 0o600)

    def _acquired(self) -> int:
        """Returns the locked file's descriptor if that file is still in the folder: a reset may have removed it."""
        deadline = time.monotonic() + self._patience
        while True:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._lock.exists() and os.path.samestat(os.fstat(descriptor), self._lock.stat()):
                    return descriptor
            except BlockingIOError:
                if time.monotonic() > deadline:
                    os.close(descriptor)
                    raise LocalCloudError(
                        f"{self.folder} is in use by another `make run`: stop that one first"
                    ) from None
            os.close(descriptor)
            time.sleep(0.1)

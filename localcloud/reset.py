"""`python -m localcloud.reset` deletes all local data, unless a platform uses it. Needs no package."""

import argparse
import shutil
import sys
from pathlib import Path

from localcloud.errors import LocalCloudError
from localcloud.state import LocalState

__all__ = ["reset"]

ROOT = Path(__file__).resolve().parents[1]


def reset(folder: Path) -> None:
    """Deletes a folder of state. Raises LocalCloudError while a platform uses it, or OSError.

    It is renamed first: a platform that waits for it would create its lock in a folder that is being deleted.
    """
    removed = folder.with_name(f"{folder.name}.removed")
    if removed.exists():  # by a reset that was interrupted
        shutil.rmtree(removed)
    if folder.exists():
        with LocalState(folder, patience=0).held():
            folder.rename(removed)
        shutil.rmtree(removed)


if __name__ == "__main__":
    argparse.ArgumentParser(prog="python -m localcloud.reset", description=__doc__).parse_args()
    try:
        reset(ROOT / ".local")
    except LocalCloudError as error:
        sys.exit(f"dwipper: {error}")
    except OSError as error:
        sys.exit(f"dwipper: .local/ could not be removed completely ({error}): fix this and try again")

"""A draft belongs to one build while it runs, and is removed afterwards."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from infra.bundle.drafts import draft_folder

MAKER = """
import sys, time
from pathlib import Path
from infra.bundle.drafts import draft_folder
with draft_folder(Path(sys.argv[1])) as draft:
    (draft / "half").touch()
    print(draft, flush=True)
    time.sleep(60)
"""


def test_the_next_build_removes_what_a_killed_build_left(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", MAKER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as maker:
        assert maker.stdout
        left = Path(maker.stdout.readline().strip())
        with draft_folder(tmp_path):
            assert (left / "half").exists()
        maker.send_signal(signal.SIGKILL)
        maker.wait()

    with draft_folder(tmp_path) as draft:
        assert list(tmp_path.iterdir()) == [draft]


def test_a_failed_build_leaves_no_draft_and_raises_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), draft_folder(tmp_path):
        raise FileNotFoundError

    assert list(tmp_path.iterdir()) == []

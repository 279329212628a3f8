import json
import os
import stat
import threading
from pathlib import Path

import pytest

from localcloud.errors import LocalCloudError
from localcloud.reset import reset
from localcloud.state import LocalState


def test_outputs_exist_only_while_the_platform_runs(tmp_path: Path) -> None:
    state = LocalState(tmp_path / ".local")
    outputs = tmp_path / ".local" / "outputs.json"

    with state.held():
        state.write_outputs({"api_url": "http://localhost:8000"})
        assert json.loads(outputs.read_text()) == {"api_url": "http://localhost:8000"}

    assert not outputs.exists()


def test_outputs_of_a_killed_run_are_removed_before_the_next_run_answers(tmp_path: Path) -> None:
    state = LocalState(tmp_path)
    (tmp_path / "outputs.json").write_text("{}")

    with state.held():
        assert not (tmp_path / "outputs.json").exists()


def test_two_platforms_never_share_a_folder(tmp_path: Path) -> None:
    with (
        LocalState(tmp_path).held(),
        pytest.raises(LocalCloudError, match="in use by another `make run`"),
        LocalState(tmp_path, patience=0).held(),
    ):
        pass


def test_a_rejected_second_platform_keeps_the_outputs_of_the_first(tmp_path: Path) -> None:
    running = LocalState(tmp_path)

    with running.held():
        running.write_outputs({})
        with pytest.raises(LocalCloudError), LocalState(tmp_path, patience=0).held():
            pass

        assert (tmp_path / "outputs.json").exists()


def test_a_reset_is_refused_while_a_platform_runs(tmp_path: Path) -> None:
    (tmp_path / "state.json").touch()

    with LocalState(tmp_path).held(), pytest.raises(LocalCloudError, match="in use by another `make run`"):
        reset(tmp_path)

    assert (tmp_path / "state.json").exists()


def test_a_reset_removes_everything(tmp_path: Path) -> None:
    folder = tmp_path / ".local"
    (folder / "keys").mkdir(parents=True)
    (folder / "state.json").touch()

    reset(folder)
    reset(folder)

    assert list(tmp_path.iterdir()) == []


def test_a_platform_that_waits_for_a_reset_locks_the_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / ".local"

    def remove_and_let_go() -> None:
        with LocalState(folder).held():
            held.set()
            waits.wait()
            folder.rename(tmp_path / "removed")

    held, waits = threading.Event(), threading.Event()
    resetting = threading.Thread(target=remove_and_let_go)
    resetting.start()
    held.wait()
    threading.Timer(0.2, waits.set).start()
    with LocalState(folder).held() as descriptor:
        assert os.path.samestat(os.fstat(descriptor), (folder / "lock").stat())
    resetting.join()


def test_the_demo_is_seeded_once(tmp_path: Path) -> None:
    state = LocalState(tmp_path)
    assert not state.seeded

    state.mark_seeded()

    assert LocalState(tmp_path).seeded


def test_permissions_of_existing_files_are_restricted_to_the_owner(tmp_path: Path) -> None:
    folder = tmp_path / ".local"
    (folder / "keys").mkdir(parents=True)
    (folder / "keys" / "pool.pem").touch()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777)

    with LocalState(folder).held():
        rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}

    assert rights == {".local": 0o700, "keys": 0o700, "pool.pem": 0o600, "lock": 0o600}

"""How the platform starts, handles failures, and ends."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from localcloud.demo.people import DEMO_LOGIN, PEOPLE
from tests.platform.api import LaptopApi
from tests.platform.running import RunningPlatform, copy_of_the_tree, eventually, free_port


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the platform until it ends by itself."""
    command = [sys.executable, "-m", "localcloud", "run", *arguments]
    return subprocess.run(
        command, cwd=tree, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )


def assert_one_clear_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode != 0
    line = done.stderr.strip().splitlines()[-1]
    assert all(word in line for word in words), done.stderr
    assert "Traceback" not in done.stderr


def listeners(*pids: int) -> set[str]:
    """Returns the addresses and ports that processes listen on, from /proc/net/tcp."""
    found = set()
    inodes = {
        os.readlink(link)
        for pid in pids
        for link in Path(f"/proc/{pid}/fd").glob("*")
        if link.is_symlink() and os.readlink(link).startswith("socket:")
    }
    for table in ("tcp", "tcp6"):
        for row in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = row.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                found.add(fields[1])
    return found


def refused(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_only_this_machine_can_connect(platform: RunningPlatform) -> None:
    loopback = f"{int.from_bytes(socket.inet_aton('127.0.0.1'), sys.byteorder):08X}"
    loopback_6 = f"{'0' * 24}{int.from_bytes(socket.inet_aton('0.0.0.1'), sys.byteorder):08X}"

    addresses = {place.split(":")[0] for place in listeners(*platform.processes())}
    assert {loopback} <= addresses <= {loopback, loopback_6}


def test_the_emulator_listens_only_on_the_socket_from_the_platform(
    platform: RunningPlatform,
) -> None:
    of_emulator = listeners(platform.emulator())

    assert len(of_emulator) == 1
    assert of_emulator < listeners(platform.process.pid)


def test_only_its_owner_can_read_its_state_and_outputs(platform: RunningPlatform) -> None:
    folder = platform.tree / ".local"
    kept = [folder, *folder.rglob("*")]

    assert {"outputs.json", "keys"} <= {path.name for path in kept}
    assert not [path for path in kept if path.stat().st_mode & 0o077]


def test_no_process_list_shows_a_secret(platform: RunningPlatform) -> None:
    secret = platform.outputs["emulator_url"].rpartition("/")[2]

    assert secret not in " ".join(platform.processes().values())
    assert secret not in platform.said()


def test_the_outputs_have_every_address(platform: RunningPlatform) -> None:
    assert platform.outputs["api_url"] == f"http://localhost:{platform.port}"
    assert {
        "mailbox_url",
        "mailbox_api_url",
        "user_pool_id",
        "user_pool_client_id",
        "emulator_url",
    } <= set(platform.outputs)


def test_every_normal_stop_leaves_no_process_or_port_and_keeps_the_data(own_tree: Path) -> None:
    """Even if the emulator is suspended, it saves."""
    somebody, written = None, list[object]()
    for number, suspended in ((signal.SIGINT, False), (signal.SIGTERM, False), (signal.SIGINT, True)):
        with RunningPlatform(own_tree) as platform:
            with LaptopApi(platform.outputs) as api:
                somebody = somebody or api.somebody()
                dwipp = api.call("POST", "/dwipps", {"text": "Kept."}, token=somebody.access)
                written.insert(0, dwipp.json())
            if suspended:
                os.kill(platform.emulator(), signal.SIGSTOP)
            assert platform.stop(number) == 0
            assert platform.processes() == {}
            assert refused(platform.port)
        assert not (own_tree / ".local" / "outputs.json").exists()

    assert somebody
    with RunningPlatform(own_tree) as again, LaptopApi(again.outputs) as api:
        assert api.call("GET", "/dwipps", token=somebody.access).json()["items"] == written
        assert api.log_in(somebody.email, somebody.password).status_code == 200
        assert api.mails_to(somebody.email)


def test_a_kill_during_writes_leaves_no_process_and_it_starts_again(own_tree: Path) -> None:
    with RunningPlatform(own_tree) as platform, LaptopApi(platform.outputs) as api:
        somebody = api.somebody()
        for number in range(20):
            api.call("POST", "/dwipps", {"text": f"Thought {number}"}, token=somebody.access)
        platform.stop(signal.SIGKILL)
        eventually(lambda: not platform.processes())

    with RunningPlatform(own_tree) as again, LaptopApi(again.outputs) as api:
        kept = api.call("GET", "/me/dwipps", token=somebody.access).json()["items"]
        assert len(kept) == 20


def test_it_ends_when_its_parent_is_killed(own_tree: Path) -> None:
    port = free_port()
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-m', 'localcloud', 'run', '--port', '{port}'])"
    starter = subprocess.Popen([sys.executable, "-c", code], cwd=own_tree, stdin=subprocess.DEVNULL)
    eventually((own_tree / ".local" / "outputs.json").exists)

    starter.kill()
    starter.wait()

    platform = RunningPlatform(own_tree, port)
    assert eventually(lambda: not platform.processes())
    assert refused(port)


def test_a_killed_emulator_is_reported_and_ends_the_platform(own_tree: Path) -> None:
    with RunningPlatform(own_tree) as platform:
        os.kill(platform.emulator(), signal.SIGKILL)

        assert platform.process.wait(timeout=60) == 1
        assert platform.processes() == {}
        assert (
            platform.said()
            .splitlines()[-1]
            .startswith("dwipper: the emulator stopped unexpectedly (exit -9)")
        )
        assert "Traceback" not in platform.said()


def test_a_failed_last_save_is_reported_and_not_called_kept(own_tree: Path) -> None:
    state = own_tree / ".local" / "state.json"
    with RunningPlatform(own_tree) as platform:
        eventually(state.exists)
        os.kill(platform.emulator(), signal.SIGSTOP)  # it does not save again before it is stopped
        state.unlink()
        (state / "in the way").mkdir(parents=True)

        assert platform.stop(signal.SIGINT) == 1
        lines = platform.said().splitlines()
    assert any(line.startswith("emulator: the state could not be saved (Is a directory)") for line in lines)
    assert lines[-1] == "dwipper: not all data was saved: see the emulator's error above"


@pytest.mark.parametrize("name", [".local", ".local/lock", ".local/outputs.json"])
def test_a_state_path_of_the_wrong_type_is_reported(own_tree: Path, name: str) -> None:
    path = own_tree / name
    if name == ".local":
        (path / "seeded").unlink()
        path.rmdir()
        path.touch()
    else:
        path.mkdir()

    assert_one_clear_line(run(own_tree, f"--port={free_port()}"), "dwipper: this machine has a problem", name)


def test_a_port_in_use_is_reported_with_a_free_one(own_tree: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(own_tree, "--port", str(port))

    assert_one_clear_line(done, f"port {port} is in use", f"make run PORT={port + 1}")


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1"])
def test_an_invalid_port_is_rejected(own_tree: Path, port: str) -> None:
    assert_one_clear_line(run(own_tree, f"--port={port}"), port, "from 1 to 65535")


def test_invalid_yaml_is_reported_with_its_line(own_tree: Path) -> None:
    (own_tree / "Pulumi.local.yaml").write_text("config:\n  aws:region: [\n")

    assert_one_clear_line(
        run(own_tree, f"--port={free_port()}"), "Pulumi.local.yaml is not valid YAML (line 3"
    )


def test_a_missing_setting_is_reported_with_the_line_to_add(own_tree: Path) -> None:
    stack = own_tree / "Pulumi.local.yaml"
    kept = [line for line in stack.read_text().splitlines() if "aws:" in line or "dwipper:" not in line]
    stack.write_text("\n".join(kept) + "\n")

    done = run(own_tree, f"--port={free_port()}")

    assert_one_clear_line(done, "Pulumi.local.yaml: dwipper:", "is missing: put the line `  dwipper:")


def test_a_resource_that_the_laptop_cannot_create_is_named(own_tree: Path) -> None:
    with (own_tree / "__main__.py").open("a") as program:
        program.write("\nimport pulumi_aws\n\npulumi_aws.sns.Topic('news')\n")

    done = run(own_tree, f"--port={free_port()}")

    assert_one_clear_line(done, "the laptop cannot create aws:sns/topic:Topic (news)")


def test_a_second_run_of_the_same_folder_is_refused(platform: RunningPlatform) -> None:
    done = run(platform.tree, f"--port={free_port()}")

    assert_one_clear_line(done, "is in use by another `make run`")


def test_an_interrupted_demo_is_completed(own_tree: Path) -> None:
    with RunningPlatform(own_tree) as platform, LaptopApi(platform.outputs) as api:
        api.registered(PEOPLE[0].email)
        api.confirmed(PEOPLE[1].email)
        api.registered(PEOPLE[2].email)
        confirmation = {"email": PEOPLE[2].email, "code": api.code_for(PEOPLE[2].email)}
        api.call("POST", "/accounts/confirm", {**confirmation, "password": "Another-thought-2"})
    (own_tree / ".local" / "seeded").unlink()

    with RunningPlatform(own_tree) as again, LaptopApi(again.outputs) as api:
        answers = [api.log_in(person.email, person.password).status_code for person in PEOPLE]

    assert set(answers) == {200}


def test_a_demo_that_cannot_be_saved_is_written_again(own_tree: Path) -> None:
    """Otherwise a full disk, or a kill of all processes, would lose it for good."""
    seeded, in_the_way = own_tree / ".local" / "seeded", own_tree / ".local" / "state.draft" / "in the way"
    seeded.unlink()
    in_the_way.mkdir(parents=True)
    with RunningPlatform(own_tree) as platform:
        assert not seeded.exists()
        assert platform.stop(signal.SIGINT) == 1
    in_the_way.rmdir()
    in_the_way.parent.rmdir()

    with RunningPlatform(own_tree) as again, LaptopApi(again.outputs) as api:
        assert api.log_in(DEMO_LOGIN.email, DEMO_LOGIN.password).status_code == 200
        assert seeded.exists()


def test_an_unreadable_state_is_reported_and_left_unchanged(own_tree: Path) -> None:
    state = own_tree / ".local" / "state.json"
    state.write_text("{ not json")

    done = run(own_tree, f"--port={free_port()}")

    assert done.returncode != 0
    assert "make reset" in done.stderr
    assert state.read_text() == "{ not json"
    assert "Traceback" not in done.stderr


def test_a_copy_of_the_project_has_its_own_state(platform: RunningPlatform, tmp_path: Path) -> None:
    assert not (copy_of_the_tree(tmp_path / "dwipper") / ".local").exists()

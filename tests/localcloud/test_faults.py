import asyncio
import errno
import os

import pytest

from localcloud import faults


@pytest.fixture(autouse=True)
def nothing_next_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_next_report", {})


def fault(number: int = errno.EMFILE) -> OSError:
    return OSError(number, os.strerror(number))


def test_a_fault_is_reported_at_most_once_in_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    for now in (0.0, 1.0, 9.0, 11.0):
        faults.report(fault(), now)

    line = "this machine is out of resources (Too many open files): some requests fail for now"
    assert capsys.readouterr().err.splitlines() == [line, line]


def test_a_failed_accept_is_one_line_without_a_traceback(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        faults.report_faults_of(loop)
        for _ in range(100):
            loop.call_exception_handler(
                {"message": "socket.accept() out of system resource", "exception": fault()}
            )

    asyncio.run(run())

    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not caplog.records


def test_an_error_of_one_connection_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def fails(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise ValueError("caused by a client")

    async def run() -> None:
        faults.report_faults_of(asyncio.get_running_loop())
        async with await asyncio.start_server(fails, "127.0.0.1", 0) as serving:
            reader, writer = await asyncio.open_connection(*serving.sockets[0].getsockname())
            assert await reader.read() == b""  # asyncio closes it after calling its handler
            writer.close()
            await writer.wait_closed()

    asyncio.run(run())

    assert not caplog.records


def test_a_process_that_ends_while_it_is_killed_is_not_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`Popen.send_signal` takes the exit status of a process that has ended, so asyncio finds none."""
    wait = os.waitpid

    def wait_too_late(pid: int, options: int) -> tuple[int, int]:
        wait(pid, options)
        return wait(pid, options)  # raises ChildProcessError

    async def run() -> None:
        faults.report_faults_of(asyncio.get_running_loop())
        child = await asyncio.create_subprocess_exec("true", stdin=asyncio.subprocess.DEVNULL)
        await child.wait()

    monkeypatch.setattr(os, "waitpid", wait_too_late)
    asyncio.run(run())

    assert not caplog.records

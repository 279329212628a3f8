"""A restart keeps accounts, and resets locks and counts."""

from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.emulator.pool import EmulatedPool
from tests.localcloud.emulator_process import Emulator


def test_a_restart_clears_locks_and_counted_attempts(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        pool = EmulatedPool(emulator)
        email = pool.confirmed()
        fail_five_logins(pool, email)
        with pytest.raises(ClientError, match="Password attempts exceeded"):
            pool.log_in(email)
        for _ in range(5):
            pool.forgot(email)
        with pytest.raises(ClientError, match="LimitExceededException"):
            pool.forgot(email)

    with Emulator(tmp_path) as restarted:
        pool.use(restarted)

        assert pool.log_in(email)
        pool.forgot(email)


def fail_five_logins(pool: EmulatedPool, email: str) -> None:
    for _ in range(5):
        with pytest.raises(ClientError):
            pool.log_in(email, "Wrong-Horse-9")

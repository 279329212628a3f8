"""The emulator in its own process."""

import json
import os
import secrets
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

import boto3
from botocore.config import Config

from localcloud.listening import listening
from tests.platform.running import eventually

__all__ = ["Emulator"]


class Emulator:
    """A context manager: the emulator runs inside."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._secret = secrets.token_urlsafe()
        self.origin = self.url = ""

    def __enter__(self) -> "Emulator":
        with listening() as listener:
            self.origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
            self.url = f"{self.origin}/{self._secret}"
            command = [sys.executable, "-m", "localcloud.emulator", "--listener", str(listener.fileno())]
            self.process = subprocess.Popen(
                [*command, "--state", str(self._state), "--region", "eu-west-1"],
                stdin=subprocess.PIPE,
                pass_fds=[listener.fileno()],
                env={**os.environ, "DWIPPER_EMULATOR_SECRET": self._secret},
            )
        eventually(self._answers)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes its stdin, which ends it."""
        self.process.communicate(timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def client(
        self,
        service: str,
        key: str = "test",
        secret: str = "test",
        token: str | None = None,
        region: str = "eu-west-1",
    ) -> Any:  # noqa: ANN401  boto3's clients are made at run time
        """Signs as root, or with a session's credentials. A key of twelve digits is the root of that account."""
        make: Any = boto3.client
        return make(
            service,
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 1}),
        )

    def mails(self) -> list[dict[str, str]]:
        with urllib.request.urlopen(f"{self.url}/_dwipper/mailbox", timeout=60) as answer:
            mails: list[dict[str, str]] = json.load(answer)
            return mails

    def _answers(self) -> bool:
        assert self.process.poll() is None, "the emulator has ended"
        try:
            with urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=60) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

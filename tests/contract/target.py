"""What the suite runs against: `DWIPPER_URL`, and for a deployed stack its outputs, in the file `DWIPPER_OUTPUTS`."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.contract.api import Api
from tests.contract.people import MailboxPeople, People, PoolPeople

__all__ = ["Target"]


@dataclass(frozen=True)
class Target:
    """A platform, by its address; `outputs` where the user pool is to be asked for people."""

    url: str
    outputs: Mapping[str, Any] | None = None

    @classmethod
    def given(cls) -> "Target | None":
        """As the environment says; None where it says nothing. An address can be left out: outputs have one."""
        file = os.environ.get("DWIPPER_OUTPUTS")
        outputs = json.loads(Path(file).read_text(encoding="utf-8")) if file else None
        url = os.environ.get("DWIPPER_URL") or (outputs or {}).get("api_url")
        return cls(url.rstrip("/"), outputs) if url else None

    def api(self) -> Api:
        return Api(self.url)

    def people(self, api: Api) -> People:
        return (
            PoolPeople(self.outputs) if self.outputs else MailboxPeople(api, f"{self.url}/mailbox/messages")
        )

"""The target of the suite: `DWIPPER_URL`, and for a deployed stack its outputs, in the file `DWIPPER_OUTPUTS`."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.contract.api import ApiSession
from tests.contract.people import MailboxPeople, People, PoolPeople

__all__ = ["ContractTarget"]


@dataclass(frozen=True)
class ContractTarget:
    """The address of a platform; `outputs` if people are created in the user pool."""

    url: str
    outputs: Mapping[str, Any] | None = None

    @classmethod
    def given(cls) -> "ContractTarget | None":
        """Reads the environment. Returns None if nothing is set. With outputs an address is optional."""
        file = os.environ.get("DWIPPER_OUTPUTS")
        outputs = json.loads(Path(file).read_text(encoding="utf-8")) if file else None
        url = os.environ.get("DWIPPER_URL") or (outputs or {}).get("api_url")
        return cls(url.rstrip("/"), outputs) if url else None

    def api(self) -> ApiSession:
        return ApiSession(self.url)

    def people(self, api: ApiSession) -> People:
        return (
            PoolPeople(self.outputs) if self.outputs else MailboxPeople(api, f"{self.url}/mailbox/messages")
        )

"""Time-ordered ids: UUIDv7, RFC 9562 section 5.7. As text they sort by creation time in milliseconds."""

import secrets
import time
from datetime import UTC, datetime
from uuid import UUID

__all__ = ["made_at", "new_id"]


def new_id() -> str:
    """Returns a UUIDv7: 48 bits of Unix milliseconds, version and variant, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return str(UUID(int=value))


def made_at(dwipp_id: str) -> datetime:
    """Returns the creation time in an id, in UTC, to the millisecond."""
    return datetime.fromtimestamp(int(dwipp_id[:8] + dwipp_id[9:13], 16) / 1000, UTC)

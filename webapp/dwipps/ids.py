"""Time-ordered ids: UUIDv7, RFC 9562 section 5.7. As text they sort by creation time in milliseconds."""

import re
import secrets
import time
from datetime import UTC, datetime
from uuid import UUID

__all__ = ["is_id", "made_at", "new_id"]

UUID_V7 = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)


def new_id() -> str:
    """Returns a UUIDv7: 48 bits of Unix milliseconds, version and variant, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return str(UUID(int=value))


def is_id(value: str | None) -> bool:
    """Returns whether a stored value is an id of this kind."""
    try:
        made_at(value or "")
    except ValueError:
        return False
    return True


def made_at(dwipp_id: str) -> datetime:
    """Returns the creation time in an id, in UTC, to the millisecond. Raises ValueError for another string."""
    if not UUID_V7.fullmatch(dwipp_id):
        raise ValueError
    return datetime.fromtimestamp(int(dwipp_id[:8] + dwipp_id[9:13], 16) / 1000, UTC)

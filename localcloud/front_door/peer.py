"""Which user of this machine holds the other end of a connection."""

import socket
import struct
from collections.abc import Iterator
from pathlib import Path

__all__ = ["is_known_here", "user_of"]

End = tuple[str, int]

# https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LOCAL, REMOTE, USER, INODE = 1, 2, 7, 9


def is_known_here() -> bool:
    """Whether this system tells who holds a connection: Linux does."""
    return TABLES[0].exists()


def user_of(client: End, server: End) -> int | None:
    """The user id of a connection's client; None where the connection is closed, or not of this machine."""
    local, remote = _in_table(client), _in_table(server)
    for row in _rows():
        # In a socket of IPv6, an address of IPv4 has others before it.
        if row[LOCAL].endswith(local) and row[REMOTE].endswith(remote):
            # A socket that its process has closed has no inode, and root for its user.
            return int(row[USER]) if row[INODE] != "0" else None
    return None


def _rows() -> Iterator[list[str]]:
    for table in TABLES:
        if table.exists():
            with table.open(encoding="ascii") as lines:
                next(lines)
                yield from (line.split() for line in lines)


def _in_table(end: End) -> str:
    host, port = end
    packed = socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
    words = struct.unpack(f"={len(packed) // 4}I", packed)
    return "".join(f"{word:08X}" for word in words) + f":{port:04X}"

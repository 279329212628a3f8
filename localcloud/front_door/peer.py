"""Finds which user of this machine holds the other end of a connection."""

import socket
import struct
from collections.abc import Iterator
from pathlib import Path

__all__ = ["is_known_here", "user_of"]

End = tuple[str, int]

# https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html
SOCKET_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LOCAL, REMOTE, USER, INODE = 1, 2, 7, 9


def is_known_here() -> bool:
    """Returns whether this system shows the owners of connections. Linux does."""
    return SOCKET_TABLES[0].exists()


def user_of(client: End, server: End) -> int | None:
    """Returns the user id of a connection's client, or None if the connection is closed or from another machine."""
    local, remote = _in_table(client), _in_table(server)
    for row in _rows():
        # An IPv6 socket has a prefix before an IPv4 address.
        if row[LOCAL].endswith(local) and row[REMOTE].endswith(remote):
            # A socket that its process has closed has no inode, and root as its user.
            return int(row[USER]) if row[INODE] != "0" else None
    return None


def _rows() -> Iterator[list[str]]:
    for table in SOCKET_TABLES:
        if table.exists():
            with table.open(encoding="ascii") as lines:
                next(lines)
                yield from (line.split() for line in lines)


def _in_table(end: End) -> str:
    host, port = end
    packed = socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
    words = struct.unpack(f"={len(packed) // 4}I", packed)
    return "".join(f"{word:08X}" for word in words) + f":{port:04X}"

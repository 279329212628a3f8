"""What the pool and its environments say to each other: frames of four bytes of length, then that many bytes.

The environment opens with READY and when its credentials expire, in seconds since the epoch, or with FAILED and the
reason. Each invocation is two frames, its context as JSON and its event, answered by two: DONE or FAILED, and the
handler's answer as JSON or the error's; or REFUSED and what was said of the credentials.
"""

import socket
import struct

__all__ = ["DONE", "FAILED", "READY", "REFUSED", "frame", "length_of", "receive"]

READY, DONE, FAILED, REFUSED = b"ready", b"done", b"failed", b"refused"

_LENGTH = struct.Struct("!I")


def frame(payload: bytes) -> bytes:
    """A payload with its length before it."""
    return _LENGTH.pack(len(payload)) + payload


def length_of(header: bytes) -> int:
    """The length that a frame's first four bytes give."""
    length: int = _LENGTH.unpack(header)[0]
    return length


def receive(channel: socket.socket) -> bytes:
    """The next frame's payload; EOFError when the other side has gone."""
    return _exactly(channel, length_of(_exactly(channel, _LENGTH.size)))


def _exactly(channel: socket.socket, size: int) -> bytes:
    received = bytearray()
    while len(received) < size:
        chunk = channel.recv(size - len(received))
        if not chunk:
            raise EOFError
        received += chunk
    return bytes(received)

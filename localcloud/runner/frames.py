"""Messages between the pool and its environments: four bytes of length, then that many bytes.

The environment begins with READY and when its credentials expire, in seconds since the epoch, or with FAILED and the
reason. An invocation is two frames, the context as JSON and the event. Two frames answer it: DONE or FAILED, and the
handler's response or error as JSON; or REFUSED, and how the credentials were refused.
"""

import socket
import struct

__all__ = ["DONE", "FAILED", "READY", "REFUSED", "frame", "length_of", "receive"]

READY, DONE, FAILED, REFUSED = b"ready", b"done", b"failed", b"refused"

_LENGTH = struct.Struct("!I")


def frame(payload: bytes) -> bytes:
    """Returns a payload with its length in front."""
    return _LENGTH.pack(len(payload)) + payload


def length_of(header: bytes) -> int:
    """Returns the length in a frame's first four bytes."""
    length: int = _LENGTH.unpack(header)[0]
    return length


def receive(channel: socket.socket) -> bytes:
    """Returns the next frame's payload. Raises EOFError if the other side has closed."""
    return _exactly(channel, length_of(_exactly(channel, _LENGTH.size)))


def _exactly(channel: socket.socket, size: int) -> bytes:
    received = bytearray()
    while len(received) < size:
        chunk = channel.recv(size - len(received))
        if not chunk:
            raise EOFError
        received += chunk
    return bytes(received)

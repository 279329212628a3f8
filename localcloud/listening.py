"""Sockets that listen as soon as they are bound."""

import socket

__all__ = ["MOST_CONNECTIONS", "listening"]

# A connection takes a file, and macOS gives a process 256 by default.
MOST_CONNECTIONS = 200
WAITING = 128  # connections that the kernel keeps until they are accepted


def listening(
    port: int = 0, host: str = "127.0.0.1", family: socket.AddressFamily = socket.AF_INET
) -> socket.socket:
    """Returns a socket that listens on a port, by default a free one. Raises OSError.

    While a bound port is not listened on, SO_REUSEADDR lets another user bind it too, and listen first:
    https://man7.org/linux/man-pages/man7/socket.7.html
    """
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(WAITING)
    except BaseException:
        listener.close()
        raise
    return listener

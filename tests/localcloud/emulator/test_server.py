import asyncio

from localcloud.emulator.server import OneWrite


class RecordingTransport(asyncio.Transport):
    """Notes what is sent, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.pieces.append(bytes(data))

    def close(self) -> None:
        self.pieces.append(b"closed")


def test_headers_and_body_of_a_response_are_sent_in_one_piece() -> None:
    sent = RecordingTransport()

    async def respond() -> None:
        transport = OneWrite(sent)
        for part in (b"head", b"body"):
            transport.write(part)
        await asyncio.sleep(0)
        transport.write(b"next")
        await asyncio.sleep(0)

    asyncio.run(respond())

    assert sent.pieces == [b"headbody", b"next"]


def test_a_response_is_sent_before_its_connection_closes() -> None:
    sent = RecordingTransport()

    async def respond() -> None:
        transport = OneWrite(sent)
        transport.write(b"last")
        transport.close()

    asyncio.run(respond())

    assert sent.pieces == [b"last", b"closed"]

# SPDX-License-Identifier: EUPL-1.2
"""A TCP proxy whose connections can be cut, or made one-way, at any moment. Not for anything but faults."""

import asyncio
import contextlib

__all__ = ["Proxy"]

LOOPBACK = "127.0.0.1"


class Proxy:
    """Listens on `port` of 127.0.0.1 and passes on to `target`, a port there.

    While `deaf`, what the target answers is dropped: requests arrive, acknowledgements are lost. While `closed`, a new
    connection is cut at once.
    """

    def __init__(self, port: int, target: int) -> None:
        self.port, self.target = port, target
        self.deaf = self.closed = False
        self.accepted = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "Proxy":
        self._server = await asyncio.start_server(self._serve, LOOPBACK, self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()
        await self._server.wait_closed()

    def cut(self) -> None:
        """Break every connection, in the middle of whatever it carries."""
        for writer in self._open:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        with contextlib.suppress(OSError):
            if not self.closed:
                there, answer = await asyncio.open_connection(LOOPBACK, self.target)
                self._open |= {writer, answer}
                await asyncio.gather(self._pass(reader, answer), self._pass(there, writer, back=True))
                self._open -= {writer, answer}
        writer.transport.abort()

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, back: bool = False) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65_536):
                if not (back and self.deaf):
                    sink.write(data)
                    await sink.drain()
        sink.transport.abort()

# SPDX-License-Identifier: EUPL-1.2
"""A TCP proxy whose connections can be cut, slowed, or made one-way, at any moment. Not for anything but faults."""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Literal

__all__ = ["Half", "Proxy"]

LOOPBACK = "127.0.0.1"
Half = Literal["to the target", "to the client"]


@dataclass(frozen=True, eq=False)
class _Link:
    """One connection: the side that asked for it, and the side that answers."""

    client: asyncio.StreamWriter
    target: asyncio.StreamWriter


class Proxy:
    """Listens on `port` of 127.0.0.1 and passes on to `target`, a port there.

    While `deaf`, what the target answers is dropped: requests arrive, acknowledgements are lost. While `closed`, a new
    connection is cut at once. `delay`: seconds that every piece of data waits, in both directions.
    """

    def __init__(self, port: int, target: int) -> None:
        self.port, self.target = port, target
        self.deaf = self.closed = False
        self.delay = 0.0
        self.accepted = 0
        self._open: set[_Link] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "Proxy":
        self._server = await asyncio.start_server(self._serve, LOOPBACK, self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._server.wait_closed()

    def cut(self) -> None:
        """Break every connection, in the middle of whatever it carries."""
        for link in self._open:
            link.client.transport.abort()
            link.target.transport.abort()

    def half_close(self, side: Half) -> None:
        """End one direction of every connection (FIN) and leave the other open: that side is told that no more comes."""
        for link in self._open:
            writer = link.target if side == "to the target" else link.client
            with contextlib.suppress(OSError, RuntimeError):
                writer.write_eof()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        task = asyncio.current_task()
        if task is not None:
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)
        with contextlib.suppress(OSError):
            if not self.closed:
                there, answer = await asyncio.open_connection(LOOPBACK, self.target)
                link = _Link(writer, answer)
                self._open.add(link)
                await asyncio.gather(self._pass(reader, answer), self._pass(there, writer, back=True))
                self._open.discard(link)
        writer.transport.abort()

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, back: bool = False) -> None:
        with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: this direction was closed
            while data := await source.read(65_536):
                if self.delay:
                    await asyncio.sleep(self.delay)
                if not (back and self.deaf):
                    sink.write(data)
                    await sink.drain()
        sink.transport.abort()

# SPDX-License-Identifier: EUPL-1.2
"""One kept-alive HTTP/1.1 connection, as cheap as asyncio can: a client that is never what limits a measurement.

Not for: anything but servers that we started ourselves; it knows no redirects, encodings or TLS.
"""

import asyncio
from collections.abc import Mapping
from typing import Self

__all__ = ["Connection"]


class Connection:
    """To 127.0.0.1. One request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def to(cls, port: int) -> Self:
        """Connected."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        await self._writer.wait_closed()

    async def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> tuple[int, bytes]:
        """Status and body of the answer. Raises OSError or IncompleteReadError when the server hangs up."""
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = await self._reader.readuntil(b"\r\n\r\n")
        return int(head[9:12]), await self._body(head.lower())

    async def _body(self, head: bytes) -> bytes:
        if b"\r\ntransfer-encoding: chunked" in head:
            parts = []
            while size := int(await self._reader.readuntil(b"\r\n"), 16):
                parts.append((await self._reader.readexactly(size + 2))[:-2])
            await self._reader.readexactly(2)
            return b"".join(parts)
        length = head.partition(b"\r\ncontent-length:")[2].split(b"\r\n", 1)[0]
        return await self._reader.readexactly(int(length or 0))

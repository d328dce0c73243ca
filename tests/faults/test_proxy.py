# SPDX-License-Identifier: EUPL-1.2
"""The proxy does what it is told: passes on, waits, cuts, closes one direction, drops answers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from tests.faults.proxy import LOOPBACK, Proxy

from zvhh_local.ports import free_port

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _shout(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(100):
            writer.write(data.upper())
        writer.write(b"THE END")
        await writer.drain()
    writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    """Before a server that answers in capitals, and says when it was told that no more comes."""
    target, port = free_port(), free_port()
    async with await asyncio.start_server(_shout, LOOPBACK, target), Proxy(port, target) as made:
        yield made


async def opened(proxy: Proxy) -> Streams:
    reader, writer = await asyncio.open_connection(LOOPBACK, proxy.port)
    writer.write(b"hello")
    assert await asyncio.wait_for(reader.read(100), 5) == b"HELLO"
    return reader, writer


async def test_every_piece_waits_in_both_directions(proxy: Proxy) -> None:
    reader, writer = await opened(proxy)
    proxy.delay = 0.1
    began = asyncio.get_running_loop().time()
    writer.write(b"hello")
    assert await asyncio.wait_for(reader.read(100), 5) == b"HELLO"
    assert asyncio.get_running_loop().time() - began >= 0.2
    writer.close()


async def test_a_cut_breaks_the_connection(proxy: Proxy) -> None:
    reader, writer = await opened(proxy)
    proxy.cut()
    with contextlib.suppress(ConnectionResetError):
        assert await asyncio.wait_for(reader.read(100), 5) == b""
    writer.close()


async def test_half_closed_to_the_target_the_rest_still_comes(proxy: Proxy) -> None:
    reader, writer = await opened(proxy)
    proxy.half_close("to the target")
    assert await asyncio.wait_for(reader.read(100), 5) == b"THE END"
    writer.close()


async def test_half_closed_to_the_client_it_hears_that_no_more_comes(proxy: Proxy) -> None:
    reader, writer = await opened(proxy)
    proxy.half_close("to the client")
    assert await asyncio.wait_for(reader.read(100), 5) == b""
    writer.close()


async def test_while_deaf_what_is_sent_arrives_and_no_answer_comes_back(proxy: Proxy) -> None:
    reader, writer = await opened(proxy)
    proxy.deaf = True
    writer.write(b"lost")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.read(100), 0.3)
    proxy.deaf = False
    writer.write(b"hello")
    assert await asyncio.wait_for(reader.read(100), 5) == b"HELLO"
    writer.close()

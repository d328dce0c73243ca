# SPDX-License-Identifier: EUPL-1.2
"""Records as no decent client makes them, one batch of them at a time: what a broker takes, a reader must stand.

Not for: what is wrong with them; a test says that.
"""

import struct
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.record.util import calc_crc32c

__all__ = ["CODECS", "Odd", "Sender", "sender", "spoiled"]

CODECS = (None, "gzip", "snappy", "lz4", "zstd")
_CRC_AT, _FROM = 17, 21

Odd = tuple[bytes | None, bytes | None, Sequence[tuple[str, bytes | None]]]
"""Key, value, headers. The name of a header may hold ÿ (U+00FF): it is sent as the byte 0xFF twice, which is no UTF-8."""


def spoiled(batch: bytes) -> bytearray:
    """The same batch with every ÿ made into two bytes that are no UTF-8, and its checksum right."""
    found = bytearray(bytes(batch).replace("ÿ".encode(), b"\xff\xff"))
    struct.pack_into(">I", found, _CRC_AT, calc_crc32c(bytes(found[_FROM:])))
    return found


class Sender:
    """Puts batches on topics."""

    def __init__(self, producer: Any) -> None:
        self.producer = producer

    async def put(self, topic: str, records: Sequence[Odd], *, partition: int = 0, spoil: bool = False) -> int:
        """Put records in one batch; the offset of the first. `spoil`: make ÿ no UTF-8 (not with a codec)."""
        await self.producer.partitions_for(topic)
        batch = self.producer.create_batch()
        for key, value, headers in records:
            assert batch.append(timestamp=None, key=key, value=value, headers=list(headers)) is not None, "too large"
        batch.close()
        if spoil:
            build = batch._build
            batch._build = lambda: spoiled(build())
        sent = await self.producer.send_batch(batch, topic, partition=partition)
        offset: int = (await sent).offset
        return offset

    @asynccontextmanager
    async def transaction(self, *, aborted: bool) -> AsyncIterator["Sender"]:
        """What is put inside is committed together, or taken back."""
        await self.producer.begin_transaction()
        try:
            yield self
        except BaseException:
            await self.producer.abort_transaction()
            raise
        await (self.producer.abort_transaction() if aborted else self.producer.commit_transaction())


@asynccontextmanager
async def sender(bootstrap: str, *, codec: str | None = None, transactional: str = "") -> AsyncIterator[Sender]:
    """A sender with a codec of CODECS; `transactional`: its name, to put in transactions."""
    more: dict[str, Any] = {"transactional_id": transactional} if transactional else {}
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        compression_type=codec,
        max_batch_size=4_000_000,
        max_request_size=4_000_000,
        **more,
    )
    await producer.start()
    try:
        yield Sender(producer)
    finally:
        await producer.stop()

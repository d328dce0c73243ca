# SPDX-License-Identifier: EUPL-1.2
"""Closing aiokafka's clients while the broker is away: nothing is thrown at the caller, nothing stays open.

For: the tests' own clients. Not for: those of the kit, which end with their process.
"""

import asyncio
import contextlib

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

__all__ = ["close", "give_up"]

PATIENCE = 15.0


async def close(consumer: AIOKafkaConsumer) -> None:
    """Close it, in time. aiokafka throws its own cancelled fetch at whoever waits for the end, swallows a cancellation of
    ours, or waits for ever: so it is closed by a task of its own."""
    stopping = asyncio.create_task(consumer.stop())
    await asyncio.wait({stopping}, timeout=PATIENCE)
    if not stopping.done() or stopping.cancelled() or stopping.exception() is not None:
        stopping.cancel()
        await asyncio.wait({asyncio.create_task(consumer._client.close())}, timeout=PATIENCE)


async def give_up(producer: AIOKafkaProducer) -> None:
    """Close it, in time: after one refused send every later one of that partition fails, so it is of no use any more."""
    try:
        async with asyncio.timeout(PATIENCE):
            await producer.stop()
    except (KafkaError, OSError, TimeoutError):
        with contextlib.suppress(KafkaError, OSError):
            await producer.client.close()

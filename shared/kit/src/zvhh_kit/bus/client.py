# SPDX-License-Identifier: EUPL-1.2
"""The client under the consumer: how FastStream's is made, when the broker last answered it, and back to what is handled.

Not for: when it joins, leaves or is replaced; that is `consumer`.
"""

import asyncio
import time
import zlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from aiokafka.errors import KafkaError
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from zvhh_kit.bus.wire import read_leniently
from zvhh_kit.process.loops import patiently

__all__ = ["READING", "abandon", "answered", "member", "raw", "rewound", "session"]

ENDED_WITHIN = 5.0
"""Seconds for a loop of the client to end, and for its connections."""

DAY_MS = 24 * 60 * 60 * 1000


def session(bootstrap: str, security: Mapping[str, Any]) -> KafkaBroker:
    """A consuming broker: raw records, committed after the handler and not when it fails."""
    read_leniently()
    return KafkaBroker(
        bootstrap.split(","),  # given a string, FastStream makes one host of it
        apply_types=False,
        ack_policy=AckPolicy.NACK_ON_ERROR,
        logger=None,
        graceful_timeout=15.0,
        consumer_only=True,
        allow_auto_create_topics=False,
        metadata_max_age_ms=30_000,
        **security,
    )


READING: Mapping[str, Any] = {
    "auto_offset_reset": "earliest",
    "isolation_level": "read_committed",  # what a transaction took back was never sent
    "session_timeout_ms": 30_000,
    "rebalance_timeout_ms": 30_000,
    "max_poll_interval_ms": DAY_MS,
    "fetch_max_wait_ms": 50,
}
"""How a member of the group reads."""


def member(instance: str, topics: Iterable[str]) -> str:
    """The static name in its group of a process that reads these topics.

    Who comes back under a static name gets its old partitions unasked, whatever it reads now: one of a topic that it reads
    no more stops aiokafka for ever, and a topic that is new to it is read by nobody. So the topics belong to the name: with
    others it is a new member, and all partitions are dealt out again once the session of the old name is over.
    """
    return f"{instance}-{zlib.crc32(' '.join(sorted(topics)).encode()):08x}"


async def raw(message: Any) -> Any:
    """FastStream's decoder: the records as they came."""
    return message.raw_message


def answered(consumer: Any) -> float:
    """When the broker last answered a fetch, as monotonic time. Who has no partitions asks for nothing: now."""
    answers = [consumer.last_poll_timestamp(place) for place in consumer.assignment()]
    newest = max((millis or 0 for millis in answers), default=time.time() * 1000)
    return time.monotonic() - max(0.0, time.time() - newest / 1000)


async def rewound(consumer: Any) -> None:
    """Back to what was committed, which is all that was handled.

    A poll that failed on one partition may have taken the records of others along, and the next commit would pass them.
    """
    for place in consumer.assignment():
        await patiently("broker", partial(_back, consumer, place), KafkaError, TimeoutError)


async def _back(consumer: Any, place: Any) -> None:
    if place in consumer.assignment():
        consumer.seek(place, await consumer.committed(place) or 0)  # where that is no more: the earliest


async def abandon(consumer: Any) -> None:
    """Put away a client that did not leave: its loops end and its connections close.

    aiokafka closes one part after the other and waits for each: where one never ends, those behind it ask on, ten times a
    second and for as long as the process lives. It has no way to put a client away at once.
    """
    parts = [part for part in vars(consumer).values() if hasattr(part, "__dict__")]
    loops = {task for part in parts for task in vars(part).values() if isinstance(task, asyncio.Task)}
    for task in loops:
        task.cancel()
    if loops:
        await asyncio.wait(loops, timeout=ENDED_WITHIN)
    closing = asyncio.create_task(consumer._client.close())
    await asyncio.wait({closing}, timeout=ENDED_WITHIN)

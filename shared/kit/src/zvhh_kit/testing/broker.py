# SPDX-License-Identifier: EUPL-1.2
"""What stands on a topic, and waiting for what must come about: each with a bound, never a sleep and hope.

Not for: how records become messages; that is `zvhh_kit.bus.records`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from aiokafka import AIOKafkaConsumer

from zvhh_kit.process.settings import Settings
from zvhh_kit.testing.patience import Patience

__all__ = ["Published", "envelope_headers", "read_topic", "until"]

T = TypeVar("T")
WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Published:
    """One record of a topic. `attributes`: its headers, those of CloudEvents without `ce_`."""

    key: str
    value: bytes
    attributes: dict[str, str]


def envelope_headers(**attributes: str) -> list[tuple[str, bytes]]:
    """The headers of an event with these CloudEvents attributes, as another system would write them."""
    found = {f"ce_{name}": text for name, text in ({"specversion": "1.0"} | attributes).items()}
    return [(name, text.encode()) for name, text in (found | {"content-type": "application/json"}).items()]


async def read_topic(
    settings: Settings, topic: str, at_least: int, *, types: Collection[str] = (), within: float = WITHIN_S
) -> list[Published]:
    """The records of a topic (named without prefix), each id once, as delivery is at least once; of `types` only, if any.

    Returns once there are `at_least`. Raises AssertionError when they don't come within so many seconds.
    """
    consumer = AIOKafkaConsumer(
        settings.topic_prefix + topic,
        isolation_level="read_committed",
        bootstrap_servers=settings.kafka_bootstrap,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=50,
    )
    found: dict[tuple[str, str], Published] = {}

    async def enough() -> bool:
        for batch in (await consumer.getmany(timeout_ms=100)).values():
            for record in batch:
                headers = {name.removeprefix("ce_"): value.decode() for name, value in record.headers}
                if not types or headers["type"] in types:
                    published = Published((record.key or b"").decode(), record.value, headers)
                    found.setdefault((headers["source"], headers["id"]), published)
        return len(found) >= at_least

    await consumer.start()
    try:
        await until(enough, within=within)
    finally:
        await consumer.stop()
    return list(found.values())


async def until(look: Callable[[], Awaitable[T]], *, within: float = WITHIN_S) -> T:
    """Look until it gives something true, and return that; longer on a busy machine. Raises AssertionError with what it
    last gave."""
    waiting = Patience(within)
    while not (seen := await look()):
        assert not waiting.over, f"not {waiting}; last seen: {seen!r}"
        await asyncio.sleep(0.02)
    return seen

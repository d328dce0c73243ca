# SPDX-License-Identifier: EUPL-1.2
"""Looks at every topic as any consumer could, and tells which events came, on which topic and when.

For: the demo and the end-to-end tests. Not for: the services; this reader belongs to no group and commits nothing.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer

from zvhh_kit.testing.patience import Patience, stretched


@dataclass(frozen=True)
class Seen:
    """One event: `at` is when it came in here (monotonic seconds)."""

    topic: str
    type: str
    subject: str
    sequence: int
    source: str
    data: dict[str, Any]
    at: float

    @property
    def fact(self) -> str:
        """The last word of the type, as the documentation writes it: MeldingIngediend."""
        return "".join(word.capitalize() for word in self.type.split(".")[-2].split("-"))


class Watch:
    """Everything seen so far, in order of arrival; repeats of a sequence are left out, as consumers do."""

    def __init__(self, bootstrap: str, topics: Sequence[str], prefix: str = "") -> None:
        # Whoever watches may stand still for a while (a test that runs a command): that is no reason to give up.
        self._consumer = AIOKafkaConsumer(
            *topics,
            isolation_level="read_committed",
            bootstrap_servers=bootstrap,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=20,
            group_id=None,
            request_timeout_ms=600_000,
        )
        self._prefix = prefix
        self._reading: asyncio.Task[None] | None = None
        self._marks: dict[tuple[str, str], int] = {}
        self._news = asyncio.Condition()
        self.seen: list[Seen] = []

    async def start(self) -> None:
        """Read from the beginning of every topic."""
        await self._consumer.start()
        self._reading = asyncio.create_task(self._read())

    async def stop(self) -> None:
        """Stop reading."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        await self._consumer.stop()

    async def _read(self) -> None:
        async for record in self._consumer:
            headers = {name: value.decode() for name, value in record.headers}
            source, subject = headers["ce_source"], headers["ce_subject"]
            sequence = int(headers.get("ce_sequence", "0"))
            if sequence and sequence <= self._marks.get((source, subject), 0):
                continue
            self._marks[source, subject] = sequence
            topic = record.topic.removeprefix(self._prefix)
            data = json.loads(record.value)
            one = Seen(topic, headers["ce_type"], subject, sequence, source, data, time.monotonic())
            async with self._news:
                self.seen.append(one)
                self._news.notify_all()

    async def until(self, condition: Callable[[list[Seen]], bool], *, within: float = 15.0) -> bool:
        """Wait until a condition over everything seen holds; False when it does not within the bound, later on a busy machine."""
        try:
            async with asyncio.timeout(stretched(within)), self._news:
                await self._news.wait_for(lambda: condition(self.seen))
        except TimeoutError:
            return False
        return True


async def eventually(check: Callable[[], Awaitable[Any]], *, within: float = 15.0, every: float = 0.05) -> Any:
    """The first true answer of `check`, or its last answer when the bound has passed, later on a busy machine."""
    waiting = Patience(within)
    while True:
        answer = await check()
        if answer or waiting.over:
            return answer
        await asyncio.sleep(every)

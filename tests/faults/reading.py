# SPDX-License-Identifier: EUPL-1.2
"""People who read the lists of every service all the time, and how far a service has read its own topics.

For: the rolling change. Not for: commands; those are the load's.
"""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

import httpx2
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from tests.faults.chaos import reads
from tests.faults.fleet import Fleet
from tests.faults.load import Request

__all__ = ["offsets", "reading"]

LISTS = {
    "intake": "/v1/meldingen",
    "triage": "/v1/triages",
    "meetings": "/v1/overlegtrajecten",
    "regie": "/v1/casussen",
}
PER_SECOND = 8.0
NOOR, VERA = "noor.zv", "vera.vt"


async def reading(
    doors: Mapping[str, Sequence[str]],
    token: Callable[[str], Awaitable[str]],
    over: asyncio.Event,
    answers: list[Request],
) -> None:
    """Read one list after the other until `over`; every answer, or that there was none, is added to `answers`."""
    asked: set[asyncio.Task[None]] = set()
    async with httpx2.AsyncClient(timeout=20) as client:
        for service in itertools.cycle(LISTS):
            if over.is_set():
                break
            who = await token(VERA if service == "intake" else NOOR)
            task = asyncio.create_task(_read(client, service, doors[service][0], who, answers))
            asked.add(task)
            task.add_done_callback(asked.discard)
            await asyncio.sleep(1 / PER_SECOND)
        await asyncio.gather(*asked)


async def _read(client: httpx2.AsyncClient, service: str, door: str, bearer: str, answers: list[Request]) -> None:
    began, status, error, again = time.monotonic(), 0, "", False
    try:
        answer = await client.get(door + LISTS[service], headers={"Authorization": f"Bearer {bearer}"})
        status, again = answer.status_code, "retry-after" in answer.headers
    except httpx2.TransportError as fault:
        error = type(fault).__name__
    answers.append(Request(began, service, "lijst", door, status, time.monotonic() - began, error, again))


async def offsets(fleet: Fleet, service: str) -> dict[TopicPartition, tuple[int, int]]:
    """Of every partition that a service reads: how far its group has committed, and where it ends."""
    group = f"{fleet.prefix}zvhh-{service}"
    admin = AIOKafkaAdminClient(bootstrap_servers=fleet.bootstrap)
    await admin.start()
    try:
        committed = await admin.list_consumer_group_offsets(group)
    finally:
        await admin.close()
    async with AIOKafkaConsumer(*reads(fleet, service), bootstrap_servers=fleet.bootstrap) as consumer:
        ends = await consumer.end_offsets(sorted(consumer.assignment()))
    return {place: (committed[place].offset if place in committed else 0, end) for place, end in ends.items()}

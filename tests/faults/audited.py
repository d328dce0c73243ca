# SPDX-License-Identifier: EUPL-1.2
"""A load on a fleet, the audit of it, and the operator's commands on its services: what fault tests do around their fault.

Not for: the fault itself, nor for what the audit knows (`audit`).
"""

import asyncio
import json
import os
import random
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer
from pymongo import MongoClient
from tests.faults.audit import Findings, Journal, audit, settle
from tests.faults.audit.rules import COLLECTIONS
from tests.faults.fleet import Fleet
from tests.faults.load import Load

__all__ = ["documents", "ends", "load_on", "operate", "verdict"]


def load_on(fleet: Fleet, journal: Journal, seed: int, *, name: str = "load") -> Load:
    """A load whose own way to the broker is not the proxied one."""
    return Load(
        fleet.doors, fleet.token, fleet.clock, fleet.bootstrap, fleet.prefix, random.Random(seed), journal, name=name
    )


async def verdict(
    fleet: Fleet, journal: Journal, *, seconds: float = 60.0, allowed_dead: Collection[str] = (), cap: int | None = None
) -> Findings:
    """What the audit says, once nothing moves any more."""
    where = (fleet.bootstrap, fleet.mongodb_url, fleet.prefix, fleet.databases)
    await settle(*where, now=fleet.clock.now(), seconds=seconds)
    return await audit(*where, journal, now=fleet.clock.now(), allowed_dead=allowed_dead, cap=cap)


async def operate(fleet: Fleet, service: str, *arguments: str, program: Sequence[str | Path] = ()) -> Any:
    """Give a command of the service's own command line, and what it says: the JSON, where it is asked for.

    Fails the test when the command does.
    """
    own = program or [Path(sys.prefix) / "bin" / f"zvhh-{service}"]
    settings = {**os.environ, **fleet.stack.environment, "ZVHH_DATABASE": fleet.databases[service]}

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*own, *arguments], env=settings, capture_output=True, text=True, timeout=120, check=False
        )

    done = await asyncio.to_thread(run)
    said = f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    assert done.returncode == 0, f"{service} {' '.join(arguments)}: {done.returncode}\n{said}"
    return json.loads(done.stdout) if "--json" in arguments else done.stdout


@contextmanager
def documents(fleet: Fleet, service: str) -> Iterator[Any]:
    """The collection of a service's documents, beside the service."""
    client: MongoClient[Mapping[str, Any]] = MongoClient(fleet.mongodb_url, tz_aware=True)
    try:
        yield client[fleet.databases[service]][COLLECTIONS[service]]
    finally:
        client.close()


async def ends(fleet: Fleet) -> dict[str, int]:
    """How many records lie on every topic of the fleet."""
    async with AIOKafkaConsumer(*[topic.name for topic in fleet.topics], bootstrap_servers=fleet.bootstrap) as consumer:
        found = await consumer.end_offsets(sorted(consumer.assignment()))
    counts = dict.fromkeys((topic.name for topic in fleet.topics), 0)
    for place, end in found.items():
        counts[place.topic] += end
    return counts

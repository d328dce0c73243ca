# SPDX-License-Identifier: EUPL-1.2
"""Three brokers and three databases under load: at an acknowledgement one of them is killed, or two, or they stand still.

ZVHH_FAULTS_STRIKES (20): how often the primary is killed; the rarer kinds a quarter of it.
"""

import asyncio
import contextlib
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import pytest
from shared.kit.tests.parts.counting import Tel, Telling, command, until
from tests.faults.audit import Journal
from tests.faults.audited import load_on, verdict
from tests.faults.bed import CountingBed, Feed
from tests.faults.cluster import Cluster, kill
from tests.faults.fleet import Ground, running
from tests.faults.load import Load
from tests.faults.strikes import Strikes

from zvhh_kit.store.documents import Unavailable
from zvhh_local.folders import checkout
from zvhh_local.mongo import Mongo

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

STRIKES = int(os.environ.get("ZVHH_FAULTS_STRIKES", "20"))
SOME = max(1, STRIKES // 4)
RATE = 3.0


class Lane(NamedTuple):
    """What is hurt at once, how often, and whether it stands still instead of dying."""

    parts: tuple[str, ...]
    times: int
    frozen: bool = False


LANES = {
    "primary killed": Lane(("primary",), STRIKES),
    "broker killed": Lane(("broker",), SOME),
    "both killed": Lane(("primary", "broker"), SOME),
    "both frozen": Lane(("primary", "broker"), max(1, SOME // 2), frozen=True),
}


@pytest.mark.parametrize("name", LANES)
async def test_what_is_acknowledged_stands(
    wide: Ground, cluster: Cluster, tell: Callable[[str], None], name: str
) -> None:
    """The melding that was answered 201 is there for whoever asks next; nothing is lost, doubled, dead or left."""
    lane, seed = LANES[name], int(os.environ.get("ZVHH_FAULTS_SEED") or secrets.randbelow(10**6))
    began, chance = time.monotonic(), random.Random(seed)
    async with running(wide) as fleet, load_on(fleet, Journal(), seed) as load:
        strikes = Strikes(cluster, fleet, lane.parts, chance, lane.frozen)
        load.tell_when_done(strikes.acknowledged)
        async with poured(load):
            await strikes.run(lane.times, lambda given: load.journal.zaken[given.zaak].partner)
        await fleet.ready(seconds=120)
        found = await verdict(fleet, load.journal, seconds=120)
        took = time.monotonic() - began
        tell(
            f"{name}, seed {seed}: {strikes.done} times, {len(load.journal.commands)} commands, "
            f"not seen {len(strikes.unseen)}, {found.as_row()}, {took:.0f} s"
        )
        kept = fleet.keep_logs(checkout() / "build" / "faults" / name.replace(" ", "-")) if not found.green else ""
        assert (strikes.unseen, fleet.fallen()) == ([], [])
        assert found.green, f"{found}\nlogs in {kept}"


@asynccontextmanager
async def poured(load: Load) -> AsyncIterator[None]:
    """With new zaken coming in, each to a short end."""
    over = asyncio.Event()
    pouring = asyncio.create_task(load.pour(over, rate=RATE))
    try:
        yield
    finally:
        over.set()
        await pouring


async def test_events_that_follow_each_other_over_a_new_primary(cluster: Cluster, wide_bed: CountingBed) -> None:
    """A good event does not become a gap because its document is read as it was before the event that was handled last."""
    feed, side, over = Feed(wide_bed, 3), wide_bed.telling(), asyncio.Event()
    struck = struck_after_save(side)
    loops = [asyncio.create_task(loop()) for loop in (side.relay.run, side.relay.keep)]
    async with side.consuming():
        pouring = asyncio.create_task(feed.pour(over, every=0.01))
        for _ in range(STRIKES):
            await asyncio.to_thread(cluster.start)
            struck.put_nowait(await asyncio.to_thread(cluster.primary))
            await until(struck.empty, seconds=60)
        await asyncio.to_thread(cluster.start)
        over.set()
        await pouring
        found = await wide_bed.settled(feed.sent)
    for loop in loops:
        loop.cancel()
    await side.relay.close()
    wide_bed.tell(f"primary killed {STRIKES} times, {feed.sent.total()} events, dead letters {len(found.dead)}")
    found.must_equal(feed.sent)


async def test_what_waits_for_the_brokers_survives_many_primaries(cluster: Cluster, wide_bed: CountingBed) -> None:
    """With too few brokers to take an event, each is in its document only; a new primary may not show that document at once."""
    side, given = wide_bed.telling(), Counter[str]()
    loops = [asyncio.create_task(loop()) for loop in (side.relay.run, side.relay.keep)]
    for node in cluster.kafka.nodes[1:]:
        kill(node)
    for strike in range(STRIKES):
        primary, zaak = await asyncio.to_thread(cluster.primary), f"t-{strike}"
        await acknowledged(side, zaak, f"strike-{strike}")
        kill(primary)
        given[zaak] += 1
        await asyncio.to_thread(cluster.start_databases)
    _, waiting = await wide_bed.counted()
    await asyncio.to_thread(cluster.start)
    found = await wide_bed.settled(given)
    for loop in loops:
        loop.cancel()
    await side.relay.close()
    lost = sorted(given.keys() - found.first.keys())
    wide_bed.tell(f"primary killed {STRIKES} times, {waiting} of {given.total()} waited, never published {len(lost)}")
    assert lost == [], "acknowledged, saved, and never published"
    found.must_equal(given)


async def acknowledged(side: Telling, zaak: str, key: str) -> None:
    """Give a command until it is saved for certain."""

    async def saved() -> bool:
        with contextlib.suppress(Unavailable):
            [outcome] = await side.engine.process([command(zaak, Tel(), key=key)])
            return outcome.status in ("handled", "repeated")
        return False

    await until(saved, seconds=60)


def struck_after_save(side: Telling) -> "asyncio.Queue[Mongo]":
    """Whoever is put in there is killed when the next batch of records was saved, before anything else is read."""
    due: asyncio.Queue[Mongo] = asyncio.Queue()
    save = side.engine.fold_and_save

    async def saved(messages: Any) -> Any:
        result = await save(messages)
        if messages and not due.empty():
            kill(due.get_nowait())
        return result

    side.engine.fold_and_save = saved  # type: ignore[method-assign]
    return due

# SPDX-License-Identifier: EUPL-1.2
"""Start to ready of the real services, and a replay of many events into an empty service: rate and memory by slice.

The replay is the hop of `test_hop`, five events a zaak, in ten slices over zaken of their own. Growth is taken over the last two: what a process
remembers on purpose (the last acknowledged entry of some zaken) is full by then.
"""

import asyncio
from dataclasses import dataclass
from itertools import pairwise

import pytest
from tests.bench.conftest import Sizes
from tests.bench.hop import KIT, Hop, source
from tests.bench.machine import rss_mb
from tests.bench.report import Report
from tests.bench.system import ready, system

from zvhh_local.parts import Parts

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]
SLICES = 10
QUIET_S = 3.0


async def test_start_to_ready(real_parts: Parts, sizes: Sizes, report: Report) -> None:
    """Intake and triage with every role, one after the other; memory a few seconds after it was ready, unasked."""
    found: dict[str, list[float]] = {"start": [], "rss": []}
    async with system(real_parts) as made:
        for _ in range(sizes.rounds):
            for service in ("intake", "triage"):
                name = made.start(service)
                url = f"http://127.0.0.1:{made.ports[name]}/health/ready"
                found["start"].append(await ready(made.children[name], url))
                await asyncio.sleep(QUIET_S)
                found["rss"].append(rss_mb(made.children[name].pid))
                await asyncio.to_thread(made.children[name].stop)
    report.add("start", "start to ready s", found["start"])
    report.add("start", "RSS idle MB", found["rss"], digits=0)


@dataclass(frozen=True)
class Slice:
    """Up to so many events: when (seconds), and resident memory then (MiB)."""

    events: int
    at: float
    rss: float


async def _followed(hop: Hop, size: int) -> list[Slice]:
    child, clock = hop.start(), asyncio.get_running_loop().time
    await hop.until_out(1, every=0.005)
    slices = [Slice(await hop.count_out(), clock(), rss_mb(child.pid))]
    for number in range(1, SLICES + 1):
        await hop.until_out(number * size, seconds=600)
        slices.append(Slice(await hop.count_out(), clock(), rss_mb(child.pid)))
    return slices


async def test_replay(real_parts: Parts, sizes: Sizes, report: Report) -> None:
    """Into an empty service, from the first event to the last."""
    size = sizes.replay // SLICES
    async with source(real_parts) as on, Hop.on(on, KIT) as hop:
        for number in range(SLICES):
            await on.fill(size, size // 5, name=f"slice{number}")
        slices = await _followed(hop, size)
        assert await hop.counted() == size * SLICES
    rates = [(now.events - was.events) / (now.at - was.at) for was, now in pairwise(slices)]
    whole = (slices[-1].events - slices[0].events) / (slices[-1].at - slices[0].at)
    report.add("replay", "replay: events/s over all", [whole], digits=0)
    report.add("replay", "replay: last slice ÷ first", [rates[-1] / rates[0]])
    report.add("replay", "RSS growth MB", [round(slices[-1].rss - slices[-3].rss, 1)], digits=1)
    report.add("replay", "RSS after replay MB", [slices[-1].rss], digits=0)
    for now, rate in zip(slices[1:], rates, strict=True):
        upto = f"up to {now.events // 1000:,} thousand"
        report.add("replay", "events/s", [rate], digits=0, of=upto)
        report.add("replay", "RSS MiB", [now.rss], digits=1, of=upto)

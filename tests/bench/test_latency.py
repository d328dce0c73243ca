# SPDX-License-Identifier: EUPL-1.2
"""One lone hop on an idle system, beside the per-message loop: from the send to the event on the topic that it writes."""

import asyncio
import random
import statistics
from collections import defaultdict

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from tests.bench.conftest import Sizes
from tests.bench.hop import KIT, LOOP, Hop, Source, places, source
from tests.bench.machine import cpu_seconds
from tests.bench.report import Report
from tests.bench.wire import record_of

from zvhh_local.parts import Parts

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
WARM = 300
IDLE = 2.0
ROW = "one hop when idle"


async def _lone(on: Source, hop: Hop, hops: int) -> list[float]:
    """Milliseconds of lone hops, 10 to 60 ms apart."""
    clock = asyncio.get_running_loop().time
    found = []
    async with (
        AIOKafkaProducer(bootstrap_servers=on.parts.bootstrap, enable_idempotence=True, acks="all") as producer,
        AIOKafkaConsumer(bootstrap_servers=on.parts.bootstrap, fetch_max_wait_ms=5, auto_offset_reset="latest") as seen,
    ):
        seen.assign(places(hop.out))
        await seen.seek_to_end()
        for number in range(hops):
            zaak = f"zaak-lone-{hop.name}-{number}"
            started = clock()
            await producer.send(on.topic, **record_of(zaak, 1))
            while (await seen.getone()).key != zaak.encode():
                pass
            found.append((clock() - started) * 1000)
            await asyncio.sleep(random.uniform(0.01, 0.06))
    return found


async def _run(parts: Parts, variant: str, hops: int) -> dict[str, float]:
    async with source(parts) as on, Hop.on(on, variant) as hop:
        await on.fill(WARM, WARM, name="warm")
        child = hop.start()
        await hop.until_out(WARM)
        await asyncio.sleep(1)
        before = cpu_seconds(child.pid)
        await asyncio.sleep(IDLE)
        idle = (cpu_seconds(child.pid) - before) / IDLE * 100
        cuts = statistics.quantiles(await _lone(on, hop, hops), n=100)
        return {"p50 ms": cuts[49], "p90 ms": cuts[89], "p99 ms": cuts[98], "idle CPU %": idle}


async def test_latency_of_one_hop(real_parts: Parts, sizes: Sizes, report: Report) -> None:
    """Rounds go to and fro; the ratio of each percentile is taken within its round."""
    runs: defaultdict[str, list[dict[str, float]]] = defaultdict(list)
    for number in range(sizes.rounds):
        for variant in (LOOP, KIT)[:: 1 if number % 2 == 0 else -1]:
            runs[variant].append(await _run(real_parts, variant, sizes.hops))
    for cut in ("p50", "p90", "p99"):
        pairs = zip(runs[KIT], runs[LOOP], strict=True)
        report.add(
            ROW, f"one hop {cut} ÷ per-message loop", [kit[f"{cut} ms"] / them[f"{cut} ms"] for kit, them in pairs]
        )
    for variant, mine in runs.items():
        for name in mine[0]:
            report.add(ROW, name, [run[name] for run in mine], digits=1, of=variant)

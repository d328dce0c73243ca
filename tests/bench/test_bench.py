# SPDX-License-Identifier: EUPL-1.2
"""What the kit costs beside the same hop by hand, in the same run, in rounds that go to and fro. No time is asserted.

Both: Kafka in → MongoDB write with outbox → Kafka out → mark, by 500, all acknowledgements waited for. Only the kit
holds the guarantee, so a ratio of 1 is not the aim; a ratio that falls is a reason to look.
"""

import asyncio
import random
import statistics
from collections import defaultdict

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from shared.kit.tests.parts.counting import OUT
from tests.bench.conftest import Row, Sizes
from tests.bench.hop import Hop, Variant, cpu_seconds, places, running

from zvhh_local.parts import Parts

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
VARIANTS: tuple[Variant, ...] = ("reference", "kit", "kit without log lines")
IDLE = 5.0


def _in_turn(rounds: int) -> list[Variant]:
    """Every variant in each round, the order turned round each time."""
    return [variant for number in range(rounds) for variant in VARIANTS[:: 1 if number % 2 == 0 else -1]]


def _spread(values: list[float], form: str = ".0f") -> str:
    return f"{statistics.median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


async def _rate(hop: Hop, events: int, pids: dict[str, int]) -> tuple[float, dict[str, float]]:
    """Events a second and CPU seconds per 1,000, both from the first events that came out to the last."""
    child = hop.start()
    await hop.until_out(1)
    watched = {"own": child.pid, **pids}
    used, first = {name: cpu_seconds(pid) for name, pid in watched.items()}, await hop.until_out(1)
    last = await hop.until_out(events)
    (began, there), (ended, all_out) = first[-1], last[-1]
    done = all_out - there
    cpu = {name: (cpu_seconds(pid) - used[name]) * 1000 / done for name, pid in watched.items()}
    assert await hop.counted() == events
    return done / (ended - began), cpu


@pytest.mark.parametrize(("mix", "per_zaak"), [("all new zaken", 1), ("1 new : 4 updates", 5)])
async def test_throughput(real_parts: Parts, sizes: Sizes, row: Row, mix: str, per_zaak: int) -> None:
    """A backlog is worked off by one process."""
    rates: defaultdict[Variant, list[float]] = defaultdict(list)
    cpus: defaultdict[Variant, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for variant in _in_turn(sizes.rounds):
        async with running(real_parts.bootstrap, real_parts.mongodb_url, variant) as hop:
            await hop.fill(sizes.events, sizes.events // per_zaak)
            rate, cpu = await _rate(hop, sizes.events, dict(real_parts.pids))
            rates[variant].append(rate)
            for name, seconds in cpu.items():
                cpus[variant][name].append(seconds)
    table = f"throughput, {mix}, {sizes.events} events, {sizes.rounds} rounds: median (lowest–highest)"
    names = list(cpus["reference"])
    row(table, "", "events/s", "ratio", *(f"cpu s per 1,000: {name}" for name in names))
    for variant in VARIANTS:
        ratio = statistics.median(rates[variant]) / statistics.median(rates["reference"])
        figures = (_spread(cpus[variant][name], ".3f") for name in names)
        row(table, variant, _spread(rates[variant]), f"{ratio:.2f}", *figures)


async def _latencies(hop: Hop, hops: int) -> list[float]:
    """Milliseconds of lone hops, 10 to 60 ms apart."""
    clock = asyncio.get_running_loop().time
    found = []
    async with (
        AIOKafkaProducer(bootstrap_servers=hop.bootstrap, enable_idempotence=True, acks="all") as producer,
        AIOKafkaConsumer(bootstrap_servers=hop.bootstrap, fetch_max_wait_ms=5, auto_offset_reset="latest") as observer,
    ):
        observer.assign(places(hop.prefix + OUT))
        await observer.seek_to_end()
        for number in range(hops):
            zaak = f"t-lone-{number}"
            started = clock()
            await hop.offer(producer, zaak, 1)
            while (await observer.getone()).key != zaak.encode():
                pass
            found.append((clock() - started) * 1000)
            await asyncio.sleep(random.uniform(0.01, 0.06))
    return found


async def test_one_hop_when_idle(real_parts: Parts, sizes: Sizes, row: Row) -> None:
    """Start to the first event out, memory idle and after load, CPU of doing nothing, and the time of lone hops."""
    seen: defaultdict[Variant, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for variant in _in_turn(sizes.rounds):
        async with running(real_parts.bootstrap, real_parts.mongodb_url, variant) as hop:
            mine, clock = seen[variant], asyncio.get_running_loop().time
            await hop.fill(1, 1, name="first")
            started = clock()
            child = hop.start()
            await hop.until_out(1, every=0.01)
            mine["start s"].append(clock() - started)
            await asyncio.sleep(2)
            mine["rss MiB"].append(child.memory_mb())
            before = cpu_seconds(child.pid)
            await asyncio.sleep(IDLE)
            mine["idle cpu %"].append((cpu_seconds(child.pid) - before) / IDLE * 100)
            await hop.fill(1500, 1500)
            await hop.until_out(1501)
            mine["after load MiB"].append(child.memory_mb())
            cuts = statistics.quantiles(await _latencies(hop, sizes.hops), n=100)
            for name, cut in (("p50 ms", 50), ("p90 ms", 90), ("p99 ms", 99)):
                mine[name].append(cuts[cut - 1])
    table = f"one process when idle; {sizes.hops} lone hops; {sizes.rounds} rounds: median (lowest–highest)"
    names = list(seen["reference"])
    row(table, "", *names)
    for variant in VARIANTS:
        row(table, variant, *(_spread(seen[variant][name], ".1f") for name in names))

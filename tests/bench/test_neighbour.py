# SPDX-License-Identifier: EUPL-1.2
"""What a bad neighbour costs a good record: lone hops alone, and each right behind bad ones of the same partition.

From the send of the good one to the event on the topic that the service writes. Not for: whether every good one is
handled; that is `tests/fuzz`.
"""

import asyncio
import random
import statistics
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from tests.bench.conftest import Sizes
from tests.bench.hop import KIT, Hop, Source, places, source
from tests.bench.report import Report
from tests.bench.wire import record_of

from zvhh_local.parts import Parts

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
WARM = 300
ROW = "a good record beside bad ones"


def _bad(zaak: str) -> list[dict[str, Any]]:
    """Of a zaak of their own: too deep, not JSON, an attribute without a value, and one that comes too early."""
    good = record_of(zaak, 1)
    headers = [(name, None if name == "ce_type" else value) for name, value in good["headers"]]
    changes: Sequence[dict[str, Any]] = (
        {"value": b"[" * 700 + b"]" * 700},
        {"value": b"\xff{"},
        {"headers": headers},
        record_of(zaak, 9),
    )
    return [good | change for change in changes]


async def _hops(on: Source, hop: Hop, hops: int, turn: int, *, beside: bool) -> list[float]:
    """Milliseconds of lone hops, 10 to 60 ms apart; `beside`: each sent right behind four bad records."""
    clock = asyncio.get_running_loop().time
    found = []
    async with (
        AIOKafkaProducer(bootstrap_servers=on.parts.bootstrap, enable_idempotence=True, acks="all") as producer,
        AIOKafkaConsumer(bootstrap_servers=on.parts.bootstrap, fetch_max_wait_ms=5, auto_offset_reset="latest") as seen,
    ):
        seen.assign(places(hop.out))
        await seen.seek_to_end()
        for number in range(hops):
            zaak = f"zaak-{turn}-{'beside' if beside else 'alone'}-{number}"
            for bad in _bad(f"zaak-{turn}-bad-{number}") if beside else ():
                await producer.send(on.topic, partition=0, **bad)
            started = clock()
            await producer.send(on.topic, partition=0, **record_of(zaak, 1))
            while (await seen.getone()).key != zaak.encode():
                pass
            found.append((clock() - started) * 1000)
            await asyncio.sleep(random.uniform(0.01, 0.06))
    return found


async def test_what_a_bad_neighbour_costs(real_parts: Parts, sizes: Sizes, report: Report) -> None:
    """Rounds go to and fro on one running service; the ratio is taken within its round."""
    runs: defaultdict[bool, list[list[float]]] = defaultdict(list)
    async with source(real_parts) as on, Hop.on(on, KIT) as hop:
        await on.fill(WARM, WARM, name="warm")
        hop.start()
        await hop.until_out(WARM)
        for number in range(sizes.rounds):
            for beside in (False, True)[:: 1 if number % 2 == 0 else -1]:
                cuts = statistics.quantiles(await _hops(on, hop, sizes.hops, number, beside=beside), n=100)
                runs[beside].append(cuts)
    for name, cut in (("p50", 49), ("p90", 89), ("p99", 98)):
        pairs = zip(runs[True], runs[False], strict=True)
        report.add(ROW, f"beside bad ones {name} ÷ alone", [beside[cut] / alone[cut] for beside, alone in pairs])
        for beside, of in ((False, "alone"), (True, "beside bad ones")):
            report.add(ROW, f"{name} ms", [cuts[cut] for cuts in runs[beside]], digits=1, of=of)

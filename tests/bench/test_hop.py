# SPDX-License-Identifier: EUPL-1.2
"""Throughput of one hop, Kafka in → MongoDB → Kafka out, beside the same hop by hand. No time is asserted.

Every variant reads the same topic and must count the same and tell as much; rounds go to and fro, and each ratio is taken
within its round. Ratios are of the warm half, after as many events as it measures.
"""

import pstats
from collections import defaultdict
from collections.abc import Iterable

import pytest
from tests.bench.backlog import Run, floor, measured
from tests.bench.conftest import Sizes
from tests.bench.goals import MIXED, NEW
from tests.bench.hop import BATCH, KIT, LOOP, PEER, QUIET, Hop, Source, source, variants
from tests.bench.report import Report

from zvhh_local.folders import checkout
from zvhh_local.parts import Parts

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]
FLOORS = {"mongod alone": "marks", "mongod alone, one write a hop": "one-write"}
NO_PEER = "no tuned peer: ZVHH_BENCH_PEER is not set, so its rows are left out"


async def _run(large: Source, small: Source, variant: str, sizes: Sizes, per_zaak: int) -> Run:
    async with Hop.on(small if variant == LOOP else large, variant) as hop:
        if variant in FLOORS:
            return await floor(hop, sizes.events, sizes.events // per_zaak, FLOORS[variant])
        return await measured(hop, sizes.loop_events if variant == LOOP else sizes.events)


def _in_turn(rounds: int, names: list[str]) -> Iterable[str]:
    """Every variant in each round, the order turned round each time."""
    return (name for number in range(rounds) for name in names[:: 1 if number % 2 == 0 else -1])


@pytest.mark.parametrize(("mix", "per_zaak"), [(NEW, 1), (MIXED, 5)])
async def test_hop_throughput(real_parts: Parts, sizes: Sizes, report: Report, mix: str, per_zaak: int) -> None:
    """A backlog is worked off by one process."""
    runs: defaultdict[str, list[Run]] = defaultdict(list)
    async with source(real_parts) as large, source(real_parts) as small:
        for name in ("cold", "warm"):
            await large.fill(sizes.events, sizes.events // per_zaak, name=name)
            await small.fill(sizes.loop_events, sizes.loop_events // per_zaak, name=name)
        for variant in _in_turn(sizes.rounds, [*variants(), *FLOORS]):
            runs[variant].append(await _run(large, small, variant, sizes, per_zaak))
    _ratios(report, mix, runs)
    _details(report, mix, runs)
    _profiles()
    if PEER not in runs and NO_PEER not in report.notes:
        report.notes.append(NO_PEER)


def _ratios(report: Report, mix: str, runs: dict[str, list[Run]]) -> None:
    row = f"hop, {mix}"
    for other in (LOOP, BATCH, *FLOORS):
        pairs = list(zip(runs[KIT], runs[other], strict=True))
        report.add(row, f"kit ÷ {other}, {mix}", [kit.warm.rate / them.warm.rate for kit, them in pairs])
    for half in ("warm", "cold") if PEER in runs else ():
        pairs = list(zip(runs[KIT], runs[PEER], strict=True))
        ratios = [getattr(kit, half).rate / getattr(them, half).rate for kit, them in pairs]
        report.add(row, f"kit ÷ {PEER}, {half}, {mix}", ratios)
    logs = zip(runs[KIT], runs[QUIET], strict=True)
    report.add(row, f"kit ÷ {QUIET}, {mix}", [kit.warm.rate / them.warm.rate for kit, them in logs])


def _details(report: Report, mix: str, runs: dict[str, list[Run]]) -> None:
    row = f"hop, {mix}"
    for variant, mine in runs.items():
        for half in ("cold", "warm"):
            report.add(row, f"{half}/s", [getattr(run, half).rate for run in mine], digits=0, of=variant)
        for half in ("cold", "warm"):
            for name in mine[0].warm.cpu:
                cpu = [getattr(run, half).cpu[name] for run in mine]
                report.add(f"CPU s per 1,000 hops, {mix}", f"{half}, {name}", cpu, digits=3, of=variant)
        for name in mine[0].operations:
            values = [run.operations[name] for run in mine]
            report.add(f"mongod per hop, {mix}", name, values, digits=3, of=variant)
        if mine[0].peak:
            report.add(row, "peak RSS MiB", [run.peak for run in mine], digits=0, of=variant)


def _profiles() -> None:
    """The top 25 by own time beside each dump that ZVHH_BENCH_PROFILE made."""
    for dump in (checkout() / "build").glob("bench-*.prof"):
        with dump.with_suffix(".txt").open("w", encoding="utf-8") as out:
            pstats.Stats(str(dump), stream=out).sort_stats("tottime").print_stats(25)

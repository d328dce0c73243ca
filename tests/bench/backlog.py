# SPDX-License-Identifier: EUPL-1.2
"""A backlog worked off by one process, seen from outside: rates, CPU, memory, database operations.

Rates come from the end offsets of the topic that it writes, CPU and memory from /proc: the process measures nothing.
The first half is cold (a JIT at work, empty caches), the second warm, over zaken of its own. Not for: comparing.
"""

import asyncio
import itertools
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from tests.bench.hop import HERE, Hop, Source
from tests.bench.machine import cpu_seconds, rss_mb

from zvhh_local.process import Child

__all__ = ["Half", "Run", "floor", "measured"]

LOOK = 0.05


@dataclass(frozen=True)
class Half:
    """Events a second, and CPU seconds per 1,000 events: `own`, and each part whose process is known."""

    rate: float
    cpu: Mapping[str, float]


@dataclass(frozen=True)
class Run:
    """One run. `operations`: what mongod counted per event over both halves; `peak`: MiB."""

    cold: Half
    warm: Half
    operations: Mapping[str, float]
    peak: float = 0.0


@dataclass(frozen=True)
class _Look:
    at: float
    out: float
    cpu: Mapping[str, float]

    def towards(self, other: "_Look", out: float) -> "_Look":
        """What lies between two looks, at a number of events."""
        part = (out - self.out) / (other.out - self.out)
        cpu = {name: used + part * (other.cpu[name] - used) for name, used in self.cpu.items()}
        return _Look(self.at + part * (other.at - self.at), out, cpu)


async def measured(hop: Hop, events: int, *, repeats: bool = False) -> Run:
    """Start a hop on a source of twice `events` and follow it. Fails when it does not do all of the work, or more unless
    `repeats` are expected: then what comes out late is not waited for."""
    before = _operations(hop.source)
    child = hop.start()
    pids = {"own": child.pid, **hop.source.parts.pids}
    clock = asyncio.get_running_loop().time
    looks: list[_Look] = []
    peak, end = 0.0, clock() + 300
    while not looks or looks[-1].out < 2 * events:
        assert clock() < end, f"{hop.variant}: {looks[-1].out} of {2 * events} came out"
        assert child.running, child.last_lines()
        looks.append(_Look(clock(), await hop.count_out(), {name: cpu_seconds(pid) for name, pid in pids.items()}))
        peak = max(peak, rss_mb(child.pid))
        await asyncio.sleep(LOOK)
    counted = await hop.counted()
    assert counted == 2 * events, f"{hop.variant}: {counted} counted"
    assert looks[-1].out == 2 * events or repeats, f"{hop.variant}: {looks[-1].out} out"
    after = _operations(hop.source)
    operations = {name: (after[name] - was) / (2 * events) for name, was in before.items()}
    begin, middle, finish = (_at(looks, out) for out in (1, events, 2 * events))
    return Run(_half(begin, middle), _half(middle, finish), operations, peak)


def _at(looks: list[_Look], out: float) -> _Look:
    """The moment at which so many were out. The first look with any is where a run begins."""
    for was, then in itertools.pairwise(looks):
        if was.out < out <= then.out:
            return then if was.out == 0 else was.towards(then, out)
    raise AssertionError(f"never {out}")


def _half(first: _Look, last: _Look) -> Half:
    done = last.out - first.out
    cpu = {name: (last.cpu[name] - used) * 1000 / done for name, used in first.cpu.items()}
    return Half(done / (last.at - first.at), cpu)


def _operations(source: Source) -> dict[str, int]:
    with MongoClient[dict[str, Any]](source.parts.mongodb_url) as client:
        status = client.admin.command("serverStatus")
    counters = {name: status["opcounters"][name] for name in ("insert", "query", "update", "command", "getmore")}
    documents = {f"documents {name}": status["metrics"]["document"][name] for name in ("updated", "returned")}
    return counters | documents | {"journal kB": status["wiredTiger"]["log"]["log bytes written"] // 1000}


async def floor(hop: Hop, events: int, zaken: int, how: str) -> Run:
    """The same for mongod alone, with "marks" or "one-write"; its process counts for itself, as nothing comes out."""
    parts = hop.source.parts
    used = {name: cpu_seconds(pid) for name, pid in parts.pids.items()}
    before = _operations(hop.source)
    command: list[str | Path] = [
        sys.executable,
        HERE / "floor.py",
        parts.mongodb_url,
        hop.database,
        str(zaken),
        str(events // zaken),
        how,
    ]
    hop.child = Child("mongod alone", command, log=hop.folder / "floor.log")
    end = asyncio.get_running_loop().time() + 300
    while hop.child.running:
        assert asyncio.get_running_loop().time() < end, hop.child.last_lines()
        await asyncio.sleep(LOOK)
    lines = hop.child.last_lines()
    assert hop.child.exit_code == 0, lines
    cold, warm, own = json.loads(lines.splitlines()[-1])
    after = _operations(hop.source)
    per_event = 1 / (2 * events)
    cpu = {"own": own} | {name: (cpu_seconds(pid) - used[name]) * 1000 * per_event for name, pid in parts.pids.items()}
    operations = {name: (after[name] - was) * per_event for name, was in before.items()}
    assert await hop.counted() == 2 * zaken * (events // zaken), "mongod alone: other work"
    return Run(Half(cold, cpu), Half(warm, cpu), operations)

# SPDX-License-Identifier: EUPL-1.2
"""How many meldingen intake accepts a second, beside bare FastAPI with one journaled insert, under the same load.

The clients are one process of their own and go straight to the server's port; for the question whether two processes
accept more than one they go through the local front door. All share the machine's cores with Kafka and mongod: the table
of CPU says what there was to scale with.
"""

import asyncio
import json
import os
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.bench.conftest import Sizes
from tests.bench.machine import cpu_seconds
from tests.bench.report import Report
from tests.bench.system import door, ready, system

from zvhh_local.examples import melding
from zvhh_local.parts import Parts
from zvhh_local.people import token
from zvhh_local.ports import free_port
from zvhh_local.process import Child
from zvhh_local.stack import Stack

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]
HERE = Path(__file__).parent
ROW = "accepted meldingen/s"
BARE, API, ALL, ONE, TWO = (
    "bare FastAPI",
    "role api",
    "all roles",
    "front door, one process",
    "front door, two processes",
)
VARIANTS = (BARE, API, ALL, ONE, TWO)


@dataclass
class Target:
    """Where the load goes, and the processes that bear it."""

    port: int
    path: str
    bearers: dict[str, list[int]] = field(default_factory=dict)


@asynccontextmanager
async def _target(made: Stack, variant: str) -> AsyncIterator[Target]:
    """A variant, ready; stopped afterwards."""
    if variant == BARE:
        port = free_port()
        command: list[str | Path] = [sys.executable, HERE / "bare.py", str(port), made.parts.mongodb_url]
        child = Child(BARE, [*command, made.database("bare")], log=made.folder / "bare.log")
        try:
            await ready(child, f"http://127.0.0.1:{port}/openapi.json")
            yield Target(port, "/v1/meldingen", {"server": [child.pid]})
        finally:
            await asyncio.to_thread(child.stop)
        return
    roles = {"ZVHH_ROLES": "api"} if variant == API else {}
    names = [made.start("intake", instance=number, **roles) for number in range(2 if variant == TWO else 1)]
    ports, children = [made.ports[name] for name in names], [made.children[name] for name in names]
    try:
        for port, child in zip(ports, children, strict=True):
            await ready(child, f"http://127.0.0.1:{port}/health/ready")
        bearers = {"server": [child.pid for child in children]}
        if variant in (API, ALL):
            yield Target(ports[0], "/v1/meldingen", bearers)
        else:
            with door(made.folder / "door", ports) as (port, caddy):
                yield Target(port, "/api/intake/v1/meldingen", bearers | {"front door": [caddy.pid]})
    finally:
        for child in children:
            await asyncio.to_thread(child.stop)


def _used(watched: Mapping[str, Sequence[int]]) -> dict[str, float]:
    return {name: sum(map(cpu_seconds, pids)) for name, pids in watched.items()}


async def _load(target: Target, bearer: str, sizes: Sizes, pids: dict[str, int]) -> dict[str, Any]:
    """What the clients saw, and CPU seconds per 1,000 meldingen of everybody."""
    asked = {"port": target.port, "path": target.path, "token": bearer, "body": melding()}
    asked |= {"clients": sizes.clients, "seconds": sizes.seconds}
    watched = target.bearers | {name: [pid] for name, pid in pids.items()}
    before = _used(watched)
    process = await asyncio.create_subprocess_exec(
        sys.executable, HERE / "load.py", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate(json.dumps(asked).encode())
    assert process.returncode == 0
    seen: dict[str, Any] = json.loads(out)
    assert set(seen["statuses"]) == {"201"}, seen["statuses"]
    spent = {name: total - before[name] for name, total in _used(watched).items()} | {"client": seen["cpu"]}
    return seen | {"cpu": {name: seconds * 1000 / seen["all"] for name, seconds in spent.items()}}


async def test_accept_meldingen(real_parts: Parts, sizes: Sizes, report: Report) -> None:
    """Every variant in each round, the order turned round each time; ratios within a round."""
    runs: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    async with system(real_parts) as made:
        for number in range(sizes.rounds):
            bearer = await asyncio.to_thread(token, made.issuer, "vera.vt")
            for variant in VARIANTS[:: 1 if number % 2 == 0 else -1]:
                async with _target(made, variant) as target:
                    runs[variant].append(await _load(target, bearer, sizes, dict(real_parts.pids)))
    _tell(report, runs)


def _tell(report: Report, runs: dict[str, list[dict[str, Any]]]) -> None:
    def ratio(name: str, ours: str, theirs: str) -> None:
        pairs = zip(runs[ours], runs[theirs], strict=True)
        report.add(ROW, name, [our["rate"] / their["rate"] for our, their in pairs])

    ratio(f"meldingen/s, {API} ÷ {BARE}", API, BARE)
    ratio(f"meldingen/s, {ALL} ÷ {BARE}", ALL, BARE)
    ratio("two intake processes ÷ one, behind the front door", TWO, ONE)
    for variant, mine in runs.items():
        report.add(ROW, "a second", [run["rate"] for run in mine], digits=0, of=variant)
        for cut in ("p50", "p99"):
            report.add(ROW, f"{cut} ms", [run[cut] for run in mine], digits=1, of=variant)
        for name in mine[0]["cpu"]:
            report.add(ROW, f"CPU s per 1,000, {name}", [run["cpu"][name] for run in mine], digits=2, of=variant)
        busy = [sum(run["cpu"].values()) * run["rate"] / 1000 for run in mine]
        report.add(ROW, "cores busy", busy, of=variant)
    cores = len(os.sched_getaffinity(0))
    report.notes.append(f"accept: {cores} cores for clients, servers, front door, Kafka and mongod together")

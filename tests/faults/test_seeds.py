# SPDX-License-Identifier: EUPL-1.2
"""The whole system under load while everything fails, from a seed; then an audit: nothing lost, doubled or left (P1).

ZVHH_FAULTS_SEEDS (3) how many, ZVHH_FAULTS_SEED the first (random, printed), ZVHH_FAULTS_WALKS (150) zaken of each.
"""

import asyncio
import json
import os
import random
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.faults.audit import Findings, Journal, audit, settle
from tests.faults.chaos import Chaos, refusable
from tests.faults.fleet import SERVICES, Fleet, Ground, running
from tests.faults.load import Load
from tests.faults.schedule import schedule, summary

from zvhh_local.folders import checkout

BUILD = checkout() / "build"
WALKS = int(os.environ.get("ZVHH_FAULTS_WALKS", "150"))
SETTLED = 120.0
COUNTED = ("commands", "acknowledged", "lost", "doubled", "gaps", "missing", "inconsistent", "repeats", "destroyed")
COLUMNS = ("seed", "kills", *COUNTED)
Row = dict[str, Any]
_rows: list[Row] = []


def _seeds() -> list[int]:
    count, first = int(os.environ.get("ZVHH_FAULTS_SEEDS", "3")), os.environ.get("ZVHH_FAULTS_SEED")
    start = int(first) if first else secrets.randbelow(10**6)
    return [start + n for n in range(count)]


@pytest.mark.faults
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", _seeds())
async def test_a_seed(ground: Ground, tell: Callable[[str], None], seed: int) -> None:
    """Every kind of fault, with freezes; every command given twice; more zaken than places."""
    await _survives(ground, tell, seed, walks=WALKS, freezes=True)


@pytest.mark.timeout(1800)
async def test_a_short_seed(ground: Ground, tell: Callable[[str], None]) -> None:
    """The same without what stands still, and with few zaken."""
    seed = int(os.environ.get("ZVHH_FAULTS_SEED") or secrets.randbelow(10**6))
    await _survives(ground, tell, seed, walks=40, freezes=False)


async def _survives(on: Ground, tell: Callable[[str], None], seed: int, *, walks: int, freezes: bool) -> None:
    began = time.monotonic()
    async with running(on, maximum=max(2, walks // 8)) as fleet:
        planned = schedule(seed, fleet.names, SERVICES, refusable(fleet), freezes=freezes)
        chaos, journal = Chaos(fleet, planned), Journal()
        logs = BUILD / "faults" / str(seed)
        shutil.rmtree(logs, ignore_errors=True)
        try:
            await _under_load(fleet, chaos, journal, random.Random(seed), walks)
            settled, findings = await _judged(fleet, journal)
        except BaseException:
            _keep(fleet, chaos, journal, logs)
            raise
        row = {"seed": seed, "kills": chaos.kills} | findings.as_row() | {"seconds": round(time.monotonic() - began)}
        ends = dict(Counter(zaak.end or "broken off" for zaak in journal.zaken))
        _tell(tell, row | {"freezes": freezes, "settled": settled, "faults": summary(planned), "ends": ends})
        if findings.green and settled and not fleet.fallen():
            return
        where = _keep(fleet, chaos, journal, logs)
        fallen = ", ".join(fleet.fallen())
        pytest.fail(
            f"seed {seed}; logs in {where}; settled: {settled}; ended by themselves: {fallen or '-'}\n{findings}"
        )


async def _under_load(fleet: Fleet, chaos: Chaos, journal: Journal, chance: random.Random, walks: int) -> None:
    """`walks` zaken on their whole way, and new ones at the desk for as long as things fail."""
    over = asyncio.Event()

    async def hurt() -> None:
        try:
            await chaos.run()
        finally:
            over.set()

    load = Load(fleet.doors, fleet.token, fleet.clock, fleet.bootstrap, fleet.prefix, chance, journal)
    async with load, asyncio.TaskGroup() as group:
        group.create_task(hurt())
        group.create_task(load.run(walks))
        group.create_task(load.pour(over, rate=1.0))


async def _judged(fleet: Fleet, journal: Journal) -> tuple[bool, Findings]:
    """Once everything runs and nothing moves any more."""
    await fleet.ready()
    where = (fleet.bootstrap, fleet.mongodb_url, fleet.prefix, fleet.databases)
    settled = await settle(*where, now=fleet.clock.now(), seconds=SETTLED)
    return settled, await audit(*where, journal, now=fleet.clock.now(), cap=None)


def _keep(fleet: Fleet, chaos: Chaos, journal: Journal, folder: Path) -> Path:
    """Everything that tells what happened: the logs of all, what was done when, what the load did."""
    fleet.keep_logs(folder)
    (folder / "faults.txt").write_text("\n".join(chaos.told), "utf-8")
    (folder / "journal.json").write_text(json.dumps(journal.as_json(), indent=1), "utf-8")
    return folder


def _tell(tell: Callable[[str], None], row: Row) -> None:
    """One row in the summary of the run, and all rows so far in build/faults.json."""
    if not _rows:
        tell("  ".join((*COLUMNS, "seconds")))
    tell("  ".join(str(row[name]).rjust(len(name)) for name in (*COLUMNS, "seconds")))
    _rows.append(row)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "faults.json").write_text(json.dumps(_rows, indent=1) + "\n", "utf-8")

# SPDX-License-Identifier: EUPL-1.2
"""The audit is proved by breaking the kit: each broken rule turns it red, and the whole kit under the same blows is green.

The blows come at points, not by luck: a process dies once, before a save or between a save and its publishing; an operator
reads everything again.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.faults.audit import Findings, Journal
from tests.faults.audited import load_on, operate, verdict
from tests.faults.bed import until
from tests.faults.fleet import Fleet, Ground, running
from tests.faults.load import Load
from tests.faults.load.ways import Plan

from zvhh_local.examples import PO, VT

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

PROGRAM = Path(__file__).with_name("broken.py")
VRAAG = "nl.zorgenveiligheid.triages.aanvulling-gevraagd.v1"
DOORGEZET = "nl.zorgenveiligheid.triages.triage-doorgezet.v1"
NO_SWEEP = {"ZVHH_ROLES": "api,consumer"}
ASKED_THEN_REJECTED = Plan("vraag-afgewezen", "kafka", PO)
PASSED_ON = Plan("doorgezet", "rest", VT)


def program(service: str, kit: str) -> list[str | Path]:
    """The service's command line on a kit with this break."""
    return [sys.executable, PROGRAM, service, kit]


@asynccontextmanager
async def fleet_of(ground: Ground, kits: Mapping[str, str]) -> AsyncIterator[tuple[Fleet, Load]]:
    """One process of each service, those in `kits` on a broken one; and a load."""
    commands = {service: [*program(service, kit), "run"] for service, kit in kits.items()}
    async with (
        running(ground, processes=1, commands=commands) as fleet,
        load_on(fleet, Journal(), 1) as load,
    ):
        yield fleet, load


async def again(fleet: Fleet, service: str, **environment: str) -> None:
    """Stop a service, and start it with these settings."""
    await asyncio.to_thread(fleet.stop, service)
    fleet.start(service, **environment)
    await fleet.ready(service)


async def struck(fleet: Fleet, load: Load, service: str, stop: str, plan: Plan, **environment: str) -> None:
    """Walk a zaak while a service dies at a point of it, and is started again; without a point, as before, at the end."""
    point = {"ZVHH_BROKEN_STOP": stop, "ZVHH_BROKEN_ONCE": str(fleet.stack.folder / f"{service}.once")}
    await again(fleet, service, **environment, **point)
    walking = asyncio.create_task(load.walk([plan]))
    await until(lambda: not fleet.stack.children[service].running, seconds=60)
    fleet.start(service, **environment)
    await walking
    await again(fleet, service)


async def killed_before_publishing(fleet: Fleet, load: Load) -> None:
    """triage saves a question and dies; what it saved next is a judgement, which tells nobody. Nothing sweeps meanwhile."""
    await struck(fleet, load, "triage", f"before-publish:{VRAAG}", ASKED_THEN_REJECTED, **NO_SWEEP)


async def killed_before_saving(fleet: Fleet, load: Load) -> None:
    """meetings reads that triage passed a zaak on, and dies."""
    await struck(fleet, load, "meetings", f"before-save:{DOORGEZET}", PASSED_ON)


async def read_again(fleet: Fleet, load: Load, kit: str) -> None:
    """A zaak is asked about and rejected; then an operator has intake read everything again."""
    await load.walk([ASKED_THEN_REJECTED])
    assert (await verdict(fleet, load.journal)).green
    await operate(fleet, "intake", "replay", "--from", "earliest", program=program("intake", kit))


async def test_the_whole_kit_stays_green(ground: Ground) -> None:
    """The same program and the same blows, and nothing broken."""
    async with fleet_of(ground, {"triage": "none", "meetings": "none", "intake": "none"}) as (fleet, load):
        await killed_before_publishing(fleet, load)
        await killed_before_saving(fleet, load)
        await read_again(fleet, load, "none")
        found = await verdict(fleet, load.journal)
        assert found.green, found
        assert found.acknowledged == found.commands > 10


async def test_publishing_only_own_events_turns_it_red(ground: Ground) -> None:
    """What was saved and not published is passed over for good: a hole in the channel."""
    async with fleet_of(ground, {"triage": "own-events"}) as (fleet, load):
        await killed_before_publishing(fleet, load)
        found = await red(fleet, load)
        assert (found.gaps, found.missing >= 1) == (1, True), found


async def test_skipping_the_mark_check_turns_it_red(ground: Ground) -> None:
    """What was handled is handled again: the partner hears its steps twice."""
    async with fleet_of(ground, {"intake": "no-marks"}) as (fleet, load):
        await read_again(fleet, load, "no-marks")
        found = await red(fleet, load)
        assert found.doubled >= 1, found


async def test_committing_before_the_save_turns_it_red(ground: Ground) -> None:
    """What was read is never read again: the zaak stands still in one service."""
    async with fleet_of(ground, {"meetings": "commit-first"}) as (fleet, load):
        await killed_before_saving(fleet, load)
        found = await red(fleet, load)
        assert (found.missing >= 1, found.inconsistent >= 1) == (True, True), found


async def red(fleet: Fleet, load: Load) -> Findings:
    """The verdict, without waiting long for what will never come."""
    found = await verdict(fleet, load.journal, seconds=8)
    assert not found.green
    assert not load.journal.faults
    return found

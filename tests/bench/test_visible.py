# SPDX-License-Identifier: EUPL-1.2
"""From POST of a melding to its line on triage's list, on an otherwise idle system: intake and triage, all roles.

Straight to the two services' ports, no front door. A procesregisseur's client asks for what came after the last known line,
again as soon as it was answered; the moment counts at which the answer with the new line is in. Every asking is logged by
triage as any other (L7), so the poll itself is part of the load.
"""

import asyncio
import json
import random
import secrets
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import pytest
from tests.bench.conftest import Sizes
from tests.bench.connection import Connection
from tests.bench.report import Report
from tests.bench.system import ready, system, worklist_place

from zvhh_kit.http.paging import cursor_of
from zvhh_kit.privacy import StaticIds
from zvhh_local.examples import melding
from zvhh_local.parts import Parts
from zvhh_local.people import token
from zvhh_local.stack import Stack

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
WARM = 20
ROW = "melding → triage's list"


@dataclass
class Desk:
    """A melder at intake and a procesregisseur at triage, each on a connection of their own."""

    intake: Connection
    triage: Connection
    melder: Mapping[str, str]
    lezer: Mapping[str, str]
    body: bytes
    seal: Callable[[str], str]
    after: str = ""

    async def one(self) -> tuple[float, float]:
        """Milliseconds until the melding was accepted, and until it stood on the list."""
        started = time.perf_counter()
        headers = {**self.melder, "Idempotency-Key": secrets.token_hex(16), "Content-Type": "application/json"}
        status, answer = await self.intake.ask("POST", "/v1/meldingen", headers, self.body)
        accepted = time.perf_counter()
        assert status == 201, answer
        zaak = json.loads(answer)["zaakId"]
        while time.perf_counter() < started + 20:
            status, answer = await self.triage.ask("GET", f"/v1/triages?aantal=5{self.after}", self.lezer)
            assert status == 200, answer
            [*_, last] = json.loads(answer)["items"] or [{"zaakId": ""}]
            if last["zaakId"] == zaak:
                self.after = "&na=" + cursor_of(
                    worklist_place(datetime.fromisoformat(last["ontvangenOp"])), zaak, self.seal
                )
                return (accepted - started) * 1000, (time.perf_counter() - started) * 1000
        raise AssertionError("not on the list within 20 s")


def _bearer(access: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {access}"}


async def _desk(made: Stack) -> Desk:
    lezer, melder = [await asyncio.to_thread(token, made.issuer, who) for who in ("noor.zv", "vera.vt")]
    intake, triage = [await Connection.to(made.ports[service]) for service in ("intake", "triage")]
    ids = StaticIds(made.environment["ZVHH_ID_SECRET"].encode())
    seal = partial(ids.cursor, "lees_werklijst")
    return Desk(intake, triage, _bearer(melder), _bearer(lezer), json.dumps(melding()).encode(), seal)


async def test_visible_on_the_list(real_parts: Parts, sizes: Sizes, report: Report) -> None:
    """One melding at a time, 20 to 80 ms apart."""
    async with system(real_parts) as made:
        for service in ("intake", "triage"):
            made.start(service)
        for service in ("intake", "triage"):
            await ready(made.children[service], f"http://127.0.0.1:{made.ports[service]}/health/ready")
        desk = await _desk(made)
        seen = []
        for number in range(WARM + sizes.meldingen):
            took = await desk.one()
            if number >= WARM:
                seen.append(took)
            await asyncio.sleep(random.uniform(0.02, 0.08))
        for connection in (desk.intake, desk.triage):
            await connection.close()
    for name, values in zip(("accepted", "visible"), zip(*seen, strict=True), strict=True):
        cuts = statistics.quantiles(values, n=100)
        what = "melding → triage's list" if name == "visible" else "melding accepted"
        report.add(ROW, f"{what} p50 ms", [cuts[49]], digits=1)
        report.add(ROW, f"{what} p99 ms", [cuts[98]], digits=1)

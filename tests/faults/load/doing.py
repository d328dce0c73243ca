# SPDX-License-Identifier: EUPL-1.2
"""What every walker shares, and how it gives a command on its zaak.

For: the two halves of a way, `walker` and `overlegweg`. Not for: which commands those are.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tests.faults.audit.journal import Journal, Zaak
from tests.faults.load.asking import Asking, Unanswered
from tests.faults.load.line import Line
from tests.faults.load.partner import OwnSystems
from tests.faults.load.ways import Plan

from zvhh_kit.domain.calendar import local_date

__all__ = ["FATIMA", "NOOR", "PIET", "Days", "Doing", "Surroundings"]

NOOR, FATIMA, PIET = "noor.zv", "fatima.zv", "piet.po"
ROOTS = {
    "intake": "/v1/meldingen",
    "triage": "/v1/triages",
    "meetings": "/v1/overlegtrajecten",
    "regie": "/v1/casussen",
}


@dataclass(frozen=True, slots=True)
class Days:
    """The moments at which everybody's zaken go on: the weegoverleg, the first weeks, the first casusoverleg, the end."""

    weegoverleg: datetime
    incidents: datetime
    first: datetime
    end: datetime

    @property
    def row(self) -> tuple[datetime, ...]:
        """In order."""
        return self.weegoverleg, self.incidents, self.first, self.end


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all walkers share. `reach(n)` waits for day n; `line`: who waits, and who confirms a place that came free."""

    asking: Asking
    own: OwnSystems | None
    journal: Journal
    chance: random.Random
    now: Callable[[], datetime]
    days: Days
    reach: Callable[[int], Awaitable[None]]
    line: Line
    name: str


class Doing:
    """One zaak on its way, with its plan."""

    def __init__(self, around: Surroundings, plan: Plan, zaak: Zaak) -> None:
        self.around, self.plan, self.zaak = around, plan, zaak

    @property
    def today(self) -> date:
        """The local day."""
        return local_date(self.around.now())

    async def do(self, who: str, service: str, operation: str, path: str, body: Any, **more: Any) -> Any:
        """A command on the zaak (`path` below its resource), as `Asking.give`; the body of the answer."""
        whole = f"{ROOTS[service]}/{self.zaak.id}{path}" if self.zaak.id else ROOTS[service] + path
        answer = await self.around.asking.give(self.zaak, who, service, operation, whole, body, **more)
        return answer.body

    async def heard(self, service: str, *stands: str) -> str:
        """The stand of the zaak in a service, once it is one of these (none named: once it is known there at all).

        Raises Unanswered.
        """
        until, tries = time.monotonic() + self.around.asking.patience, 0
        while True:
            answer = await self.around.asking.get(NOOR, service, f"{ROOTS[service]}/{self.zaak.id}")
            if answer is not None and answer.done and (not stands or answer.body["stand"] in stands):
                return str(answer.body["stand"])
            if time.monotonic() > until:
                raise Unanswered(f"zaak {self.zaak.number} {self.zaak.id}: not {' or '.join(stands)} in {service}")
            tries += 1
            await asyncio.sleep(self.around.asking.pause(tries, 0.6))

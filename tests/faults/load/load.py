# SPDX-License-Identifier: EUPL-1.2
"""`Load`: many zaken at once, on one simulated clock, against the processes of the four services.

For: fault runs (`run`) and the rolling change (`pour`). Not for: starting or hurting anything, nor for judging.
"""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from typing import Protocol

from tests.faults.audit.journal import Given, Journal
from tests.faults.load.asking import Answer, Asking, Refusal, Request, Token, Unanswered
from tests.faults.load.line import Line
from tests.faults.load.partner import OwnSystems
from tests.faults.load.phases import Phases
from tests.faults.load.walker import Days, Surroundings, Walker
from tests.faults.load.ways import OWN_SYSTEM, Plan, deck

from zvhh_kit.domain.calendar import AMSTERDAM

__all__ = ["Clock", "Load"]

LATEST_START = datetime(2025, 3, 10, tzinfo=AMSTERDAM)
AT_THE_DESK = ("doorgezet", "afgewezen", "ingetrokken", "gemeld")


class Clock(Protocol):
    """The simulated clock that every service reads; it only goes forward."""

    def now(self) -> datetime:
        """The time now, aware."""
        ...

    def set(self, moment: datetime) -> None:
        """Let it be `moment` (aware) from now on."""
        ...


class Load:
    """One load. `doors`: service → base URLs of its processes, changed in place when one moves to another port.

    `bootstrap` reaches the broker itself, for the partners' own systems; empty: everybody reports by HTTP. Everything that
    is acknowledged is in `journal`; every request in `requests`. The clock must be set in local year 2025, before 10 March:
    a whole way takes it to the end of September.
    """

    def __init__(
        self,
        doors: Mapping[str, Sequence[str]],
        token: Token,
        clock: Clock,
        bootstrap: str,
        prefix: str,
        chance: random.Random,
        journal: Journal,
        *,
        name: str = "load",
    ) -> None:
        self._clock, self._chance, self.journal, self._name = clock, chance, journal, name
        self._asking = Asking(doors, token, chance, journal)
        self._own = OwnSystems(bootstrap, prefix, OWN_SYSTEM, doors) if bootstrap else None
        self._late: list[Plan] = []
        self._desk: list[asyncio.Task[None]] = []
        self._line = Line()
        self._days = _days(clock.now())
        self._phases = Phases(len(self._days.row), self._jump)

    async def __aenter__(self) -> "Load":
        if self._own is not None:
            self._own.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._own is not None:
            await self._own.stop()
        await self._asking.close()

    def tell_when_done(self, told: Callable[[Given, Answer], None]) -> None:
        """Have every acknowledgement told at the moment that it comes in."""
        self._asking.on_done = told

    @property
    def requests(self) -> list[Request]:
        """Every HTTP request so far, in order of its answer."""
        return self._asking.requests

    async def run(self, zaken: int) -> None:
        """Walk so many zaken to their end, in every way that one can go; once for a Load.

        What goes wrong on the way is in `journal.faults`. Raises only for a fault of the load itself.
        """
        await self.walk(list(deck(self._chance, zaken, kafka=self._own is not None)))

    async def walk(self, plans: Sequence[Plan]) -> None:
        """The same for zaken with these plans."""
        self._late = [plan for plan in plans if plan.late]
        walking = [plan for plan in plans if not plan.late]
        for _ in walking:
            self._phases.enter()
        await _all([asyncio.create_task(self._walk(plan)) for plan in walking])
        for n in range(len(self._days.row)):  # with nobody left for a day, it never came
            self._start_late(n)
        await _all(self._desk)

    async def pour(self, stop: asyncio.Event, *, rate: float = 5.0) -> None:
        """Start `rate` zaken a second, each to a short end at the desk, until `stop`; returns when all have ended."""
        walking: list[asyncio.Task[None]] = []
        fates = cycle(AT_THE_DESK)
        while not stop.is_set():
            (some,) = deck(self._chance, 1, kafka=self._own is not None)
            plan = Plan(next(fates), some.way, some.partner, late=True)
            walking.append(asyncio.create_task(self._walk(plan)))
            await asyncio.sleep(self._chance.expovariate(rate))
        await _all(walking)

    async def _walk(self, plan: Plan) -> None:
        around = Surroundings(
            self._asking,
            self._own,
            self.journal,
            self._chance,
            self._clock.now,
            self._days,
            self._phases.reach,
            self._line,
            self._name,
        )
        try:
            await Walker(around, plan).walk()
        except (Unanswered, Refusal) as fault:
            self.journal.faults.append(str(fault))
        finally:
            if not plan.late:
                self._phases.leave()

    async def _jump(self, n: int) -> None:
        """The clock jumps to day n, while zaken come in that wait for no day."""
        self._start_late(n)
        await asyncio.sleep(0.1)
        if self._clock.now() < self._days.row[n]:
            self._clock.set(self._days.row[n])

    def _start_late(self, n: int) -> None:
        share = -(-len(self._late) // (len(self._days.row) - n))
        now, self._late = self._late[:share], self._late[share:]
        self._desk += [asyncio.create_task(self._walk(plan)) for plan in now]


async def _all(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Until all have ended; then raises what the first of them did that failed."""
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended


def _days(start: datetime) -> Days:
    """Every day of the load, counted from the local day on which it starts."""
    begin = start.astimezone(AMSTERDAM)
    if begin.year != 2025 or begin > LATEST_START:
        raise ValueError("the load walks from before 10 March 2025 to September, within the pilot year")

    def at(days: int, hour: int, minute: int = 30) -> datetime:
        return (begin + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)

    return Days(at(9, 11), at(18, 9), at(30, 11), at(203, 11))

# SPDX-License-Identifier: EUPL-1.2
"""One zaak on its way, step by step, as people and a partner's own system do it; and what its history calls for at the end.

For: `Load`. Not for: how a command is repeated (`asking`), nor when the days come (`phases`).
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.faults.audit.journal import Journal, Zaak
from tests.faults.load import ways
from tests.faults.load.asking import Asking, Unanswered
from tests.faults.load.partner import OwnSystems
from tests.faults.load.ways import PARTNERS, Plan

from zvhh_kit.calendar import local_date
from zvhh_local.examples import OM, PO, RN, VT

__all__ = ["Days", "Surroundings", "Walker"]

NOOR, FATIMA, PIET = "noor.zv", "fatima.zv", "piet.po"
AFGEWEZEN = (("lokaal", "behandeld"), ("regulier", "afgewezen"))


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
    """What all walkers share. `reach(n)` waits for day n."""

    asking: Asking
    own: OwnSystems | None
    journal: Journal
    chance: random.Random
    now: Callable[[], datetime]
    days: Days
    reach: Callable[[int], Awaitable[None]]
    name: str


class Walker:
    """One zaak. `walk` raises Unanswered or Refusal where its way is broken off; its `end` stays None then."""

    def __init__(self, around: Surroundings, plan: Plan) -> None:
        self._around, self._plan = around, plan
        key = f"{around.name}-{plan.way}-{len(around.journal.zaken)}-{around.chance.getrandbits(32):08x}"
        self.zaak: Zaak = around.journal.zaak(plan.way, plan.partner, plan.fate, key)

    async def walk(self) -> None:
        """From the report to the end."""
        fate = self._plan.fate
        await self._report()
        if fate not in ("gemeld", "geweigerd"):
            await self._triage()
        end = await self._weegoverleg() if fate in ("casus", "niet-passend", "nog-niet") else fate
        self.zaak.end = {"ingetrokken-gepland": "ingetrokken", "vraag-afgewezen": "afgewezen"}.get(end, end)

    # --- the desk

    async def _report(self) -> None:
        plan, zaak = self._plan, self.zaak
        body = ways.gemeld(plan, self._today)
        zaak.steps = ["geweigerd" if plan.fate == "geweigerd" else "ontvangen"]
        if plan.way == "kafka":
            await self._report_by_kafka(body)
            return
        answer = await self._do(PARTNERS[plan.partner], "intake", "meld", "", body, key=zaak.key)
        zaak.id = answer["zaakId"]

    async def _report_by_kafka(self, body: dict[str, Any]) -> None:
        """Twice the same record; the zaak is known by its feedback."""
        own, patience, zaak = self._around.own, self._around.asking.patience, self.zaak
        assert own is not None
        given = self._around.journal.given(zaak, "intake", "meld", zaak.key)
        record = await own.record(zaak.key, body, patience=patience)
        for _ in range(2):
            given.sent += await own.offer(zaak.partner, zaak.key, record, patience=patience)
            given.acknowledged = True
        zaak.id = await own.zaak(zaak.partner, zaak.key, zaak.steps[0], patience=patience)

    async def _triage(self) -> None:
        plan, zaak = self._plan, self.zaak
        if plan.asked or plan.fate in ("open-vraag", "vraag-afgewezen"):
            await self._do(NOOR, "triage", "vraag_aanvulling", "/aanvullingen", {"vraag": "Hoe vaak komt Boris langs?"})
            zaak.steps.append("aanvulling-gevraagd")
        if plan.asked:
            body = {"tekst": "Elke avond."}
            await self._do(PARTNERS[plan.partner], "intake", "vul_aan", "/aanvullingen", body, not_yet=("geen-vraag",))
            zaak.steps.append("ontvangen")
        if plan.fate == "ingetrokken":
            await self._withdraw()
        elif plan.fate in ("afgewezen", "vraag-afgewezen"):
            await self._reject()
        elif plan.fate != "open-vraag":
            await self._pass_on()
            if plan.fate == "ingetrokken-gepland":
                await self._plan_weegoverleg()
                await self._withdraw()

    async def _judge(self, *, nee: str = "") -> None:
        for criterium in ways.CRITERIA:
            oordeel = ways.oordeel(criterium, ja=criterium != nee)
            await self._do(NOOR, "triage", "beoordeel", "/oordelen", oordeel)

    async def _reject(self) -> None:
        route, step = self._around.chance.choice(AFGEWEZEN)
        await self._judge(nee="samenwerking")
        body = {"uitkomst": "afgewezen", "route": route, "advies": "Bespreek de zaak in het wijkteam."}
        await self._do(NOOR, "triage", "bevestig", "/bevestiging", body)
        self.zaak.steps.append(step)

    async def _pass_on(self) -> None:
        await self._judge()
        await self._do(NOOR, "triage", "bevestig", "/bevestiging", {"uitkomst": "doorgezet"})
        self.zaak.steps.append("in-behandeling" if self._plan.fate == "doorgezet" else "in-behandeling?")

    async def _withdraw(self) -> None:
        body = {"reden": "Anna trok haar verhaal in."}
        await self._do(PARTNERS[self._plan.partner], "intake", "trek_in", "/intrekking", body)
        self.zaak.steps.append("ingetrokken")

    # --- around the weegoverleg

    async def _plan_weegoverleg(self) -> None:
        begin = self._around.days.weegoverleg - timedelta(minutes=90)
        body = {
            "begin": begin.isoformat(),
            "duurMinuten": 60,
            "plaats": "Kamer 2",
            "genodigden": [VT, PO, OM, RN],
        }
        await self._do(NOOR, "meetings", "plan_overleg", "/overleggen", body, not_yet=("niet-te-plannen",))

    async def _weegoverleg(self) -> str:
        plan, zaak = self._plan, self.zaak
        await self._plan_weegoverleg()
        await self._around.reach(0)
        body = ways.minutes(plan, self._today)
        await self._do(FATIMA, "meetings", "leg_weegverslag_vast", "/overleggen/1/weegverslag", body)
        if plan.fate == "niet-passend":
            zaak.steps.append("behandeld")
            return "niet-passend"
        if plan.fate == "nog-niet":
            zaak.steps[-1] = "in-behandeling"
            return "nog-niet"
        return await self._casus()

    async def _casus(self) -> str:
        around, zaak = self._around, self.zaak
        stand = await self._place()
        if stand == "wachtlijst":
            zaak.steps.append("wachtlijst")
        else:
            zaak.steps[-1] = "in-behandeling"
        await around.reach(1)
        await self._first_weeks()
        if stand == "wachtlijst":
            return stand
        await around.reach(2)
        if self._plan.first:
            more = {"plan": ways.plan_van_aanpak(self._today)} if around.chance.random() < 0.5 else {}
            await self._hold(2, wishes=True, **more)
        await around.reach(3)
        return await self._end()

    async def _place(self) -> str:
        """loopt or wachtlijst: what the fight for a place came to, as meetings heard it."""
        until, tries = time.monotonic() + self._around.asking.patience, 0
        while True:
            tries += 1
            await asyncio.sleep(self._around.asking.pause(tries, 0.6))
            answer = await self._around.asking.get(NOOR, "meetings", f"/v1/overlegtrajecten/{self.zaak.id}")
            if answer is not None and answer.done and answer.body["stand"] in ("loopt", "wachtlijst"):
                return str(answer.body["stand"])
            if time.monotonic() > until:
                raise Unanswered(f"zaak {self.zaak.number} {self.zaak.id}: neither a place nor the wachtlijst")

    async def _first_weeks(self) -> None:
        when = self._around.days.incidents - timedelta(hours=12)
        for nummer, (ernstig, corrected) in enumerate(self._plan.incidents, start=1):
            body = ways.incident(when, ernstig=ernstig)
            await self._do(PIET, "regie", "registreer_incident", "/incidenten", body)
            if corrected:
                body |= {"isIncident": False, "reden": "Het was iemand anders."}
                await self._do(PIET, "regie", "corrigeer_incident", f"/incidenten/{nummer}/correcties", body)
        if self._plan.another:
            body = ways.regie("twee" if self._plan.form == "een" else "een", self._today) or {}
            body |= {"ingangsdatum": self._today.isoformat(), "reden": "Een ander past beter."}
            await self._do(NOOR, "meetings", "wijs_casusregie_aan", "/casusregie", body)

    async def _end(self) -> str:
        plan, around = self._plan, self._around
        if plan.end == "vervallen":
            body = ways.incident(around.days.end - timedelta(days=1), ernstig=True)
            await self._do(PIET, "regie", "registreer_incident", "/incidenten", body)
            return "loopt"
        if plan.end == "loopt":
            return "loopt"
        await self._hold(3 if plan.first else 2, wishes=not plan.first, afschalen=ways.afschaalbesluit())
        self.zaak.steps[-1] = "in-behandeling?"
        self.zaak.steps.append("afgeschaald")
        return "afgeschaald"

    async def _hold(self, nummer: int, *, wishes: bool, **more: Any) -> None:
        held = self._around.now() - timedelta(hours=1)
        body = ways.verslag(held, wishes=wishes, **more)
        path = f"/overleggen/{nummer}/casusverslag"
        waits = ("niet-geopend", "afschalen-niet-mogelijk")
        closes = "afschalen" in more
        await self._do(FATIMA, "meetings", "leg_casusverslag_vast", path, body, not_yet=waits, closes=closes)

    # ---

    @property
    def _today(self) -> date:
        return local_date(self._around.now())

    async def _do(self, who: str, service: str, operation: str, path: str, body: Any, **more: Any) -> Any:
        where = {
            "intake": "/v1/meldingen",
            "triage": "/v1/triages",
            "meetings": "/v1/overlegtrajecten",
            "regie": "/v1/casussen",
        }[service]
        whole = f"{where}/{self.zaak.id}{path}" if self.zaak.id else where + path
        answer = await self._around.asking.give(self.zaak, who, service, operation, whole, body, **more)
        return answer.body

# SPDX-License-Identifier: EUPL-1.2
"""The second half of a way: the weegoverleg, what was decided wrongly there, the place or the line, the casus to its end.

For: `walker`, for each zaak that triage passed on. Not for: the desk (`walker`), nor who confirms a place (`line`).
"""

from datetime import timedelta
from typing import Any

from tests.faults.load import ways
from tests.faults.load.doing import FATIMA, NOOR, PIET, Doing

from zvhh_local.examples import OM, PO, RN, VT

__all__ = ["Overlegweg", "plan_weegoverleg"]


async def plan_weegoverleg(doing: Doing) -> None:
    """Give the weegoverleg its date, with four invited."""
    begin = doing.around.days.weegoverleg - timedelta(minutes=90)
    body = {"begin": begin.isoformat(), "duurMinuten": 60, "plaats": "Kamer 2", "genodigden": [VT, PO, OM, RN]}
    await doing.do(NOOR, "meetings", "plan_overleg", "/overleggen", body, not_yet=("niet-te-plannen",))


class Overlegweg(Doing):
    """`walk` gives what the history of the zaak calls for at the end; it raises as commands do."""

    async def walk(self) -> str:
        """From planning the weegoverleg on."""
        zaak, fate = self.zaak, self.plan.fate
        await plan_weegoverleg(self)
        await self.around.reach(0)
        body = ways.minutes(self.plan, self.today)
        closes = fate == "niet-passend"
        await self.do(FATIMA, "meetings", "leg_weegverslag_vast", "/overleggen/1/weegverslag", body, closes=closes)
        if fate == "nog-niet":
            zaak.steps[-1] = "in-behandeling"
            return fate
        if fate == "niet-passend":
            zaak.steps.append("behandeld")
        if fate == "herzien-door":  # what followed may be heard of before the decision that was put right
            await self._put_right(ways.still_passend(self.plan, self.today))
            zaak.steps += ["behandeld?", "in-behandeling?"]
        if fate == "herzien-direct":  # its claim may be on the way, answered, or not heard of yet
            await self._put_right(ways.not_passend(), closes=True)
        return "niet-passend" if fate in ("niet-passend", "herzien-direct") else await self._casus()

    async def _put_right(self, body: dict[str, Any], *, closes: bool = False) -> None:
        path = "/overleggen/1/herziening"
        await self.do(NOOR, "meetings", "herzie_weegbesluit", path, body, closes=closes)

    async def _casus(self) -> str:
        around, zaak = self.around, self.zaak
        stand = await self.heard("meetings", "loopt", "wachtlijst")  # what the fight for a place came to
        if stand == "wachtlijst":
            zaak.steps.append("wachtlijst")
        else:
            zaak.steps[-1] = "in-behandeling"
        await around.reach(1)
        if stand == "loopt" and self.plan.fate in ("ongedaan", "herzien-weg"):
            return await self._taken_back()
        await self._first_weeks()
        await around.reach(2)
        if stand == "wachtlijst":
            return await self._waited()
        if self.plan.first:
            more: dict[str, Any] = {"plan": ways.plan_van_aanpak(self.today)} if around.chance.random() < 0.5 else {}
            await self._hold(2, wishes=True, **more)
        await around.reach(3)
        return await self._end()

    async def _taken_back(self) -> str:
        """The opening was an error: undone in regie, or by putting right the decision. Its place goes to who is next."""
        if self.plan.fate == "ongedaan":
            body = {"reden": "De zaak was nog niet rond."}
            await self.do(NOOR, "regie", "maak_opening_ongedaan", "/ongedane-opening", body)
        else:
            await self._put_right(ways.not_passend())
            self.zaak.steps.append("behandeld")
        await self.around.line.confirm(self.around.asking, self.around.journal)
        return "ongedaan" if self.plan.fate == "ongedaan" else "niet-passend"

    async def _waited(self) -> str:
        """A place came free and was confirmed; or it waits on, or leaves the line by a way on (D5)."""
        if self.zaak.id in self.around.line.opened:
            await self.heard("meetings", "loopt")
            self.zaak.steps.append("in-behandeling")
            return "loopt"
        if not self.plan.leaves:
            return "wachtlijst"
        body = {"route": "lokaal", "reden": "Het wijkteam pakt dit op."}
        await self.do(NOOR, "regie", "verlaat_wachtlijst", "/wachtlijst/vertrek", body, closes=True)
        self.zaak.steps.append("behandeld")
        return "van-wachtlijst"

    async def _first_weeks(self) -> None:
        when = self.around.days.incidents - timedelta(hours=12)
        for nummer, (ernstig, corrected) in enumerate(self.plan.incidents, start=1):
            body = ways.incident(when, ernstig=ernstig)
            await self.do(PIET, "regie", "registreer_incident", "/incidenten", body)
            if corrected:
                body |= {"isIncident": False, "reden": "Het was iemand anders."}
                await self.do(PIET, "regie", "corrigeer_incident", f"/incidenten/{nummer}/correcties", body)
        if self.plan.another:
            body = ways.regie("twee" if self.plan.form == "een" else "een", self.today) or {}
            body |= {"ingangsdatum": self.today.isoformat(), "reden": "Een ander past beter."}
            await self.do(NOOR, "meetings", "wijs_casusregie_aan", "/casusregie", body)

    async def _end(self) -> str:
        plan, around = self.plan, self.around
        if plan.end == "vervallen":
            body = ways.incident(around.days.end - timedelta(days=1), ernstig=True)
            await self.do(PIET, "regie", "registreer_incident", "/incidenten", body)
            return "loopt"
        if plan.end == "loopt":
            return "loopt"
        decision: dict[str, Any] = (
            {"afschalen": ways.afschaalbesluit()} if plan.end == "afgeschaald" else {"beeindigen": ways.einde()}
        )
        await self._hold(3 if plan.first else 2, wishes=not plan.first, closes=True, **decision)
        self.zaak.steps[-1] = "in-behandeling?"
        self.zaak.steps.append("afgeschaald" if plan.end == "afgeschaald" else "behandeld")
        return plan.end

    async def _hold(self, nummer: int, *, wishes: bool, closes: bool = False, **more: Any) -> None:
        held = self.around.now() - timedelta(hours=1)
        body = ways.verslag(held, wishes=wishes, **more)
        path = f"/overleggen/{nummer}/casusverslag"
        waits = ("niet-geopend", "afschalen-niet-mogelijk")
        await self.do(FATIMA, "meetings", "leg_casusverslag_vast", path, body, not_yet=waits, closes=closes)

# SPDX-License-Identifier: EUPL-1.2
"""One zaak on its way, step by step, as people and a partner's own system do it; and what its history calls for at the end.

For: `Load`. Not for: the overleggen and the casus (`overlegweg`), how a command is repeated (`asking`), nor when the days
come (`phases`).
"""

from typing import Any

from tests.faults.audit.journal import Zaak
from tests.faults.load import ways
from tests.faults.load.doing import NOOR, Days, Doing, Surroundings
from tests.faults.load.overlegweg import Overlegweg, plan_weegoverleg
from tests.faults.load.ways import BARRED, PARTNERS, Plan

from zvhh_local.examples import VT

__all__ = ["Days", "Surroundings", "Walker"]

AFGEWEZEN = (("lokaal", "behandeld"), ("regulier", "afgewezen"))
AT_REST = {
    "ingetrokken-gepland": "ingetrokken",
    "vraag-afgewezen": "afgewezen",
    "gesplitst": "gemeld",
    "gevoegd-ingetrokken": "gevoegd",
}
"""Where a fate comes to rest that bears another name."""


class Walker(Doing):
    """One zaak. `walk` raises Unanswered or Refusal where its way is broken off; its `end` stays None then."""

    def __init__(self, around: Surroundings, plan: Plan) -> None:
        super().__init__(around, plan, self._new(around, plan.way, plan.partner, plan.fate))

    async def walk(self) -> None:
        """From the report to the end."""
        fate = self.plan.fate
        await self._report()
        if self.plan.barred and fate != "geweigerd":
            await self._bar()
        if fate.startswith(("gevoegd", "gesplitst")):
            await self._join()
        elif fate not in ("gemeld", "geweigerd"):
            await self._triage()
        end = fate
        if fate in ways.WEIGHED:
            end = await Overlegweg(self.around, self.plan, self.zaak).walk()
        self.zaak.end = AT_REST.get(end, end)

    async def _report(self) -> None:
        plan, zaak = self.plan, self.zaak
        body = ways.gemeld(plan, self.today)
        zaak.steps = ["geweigerd" if plan.fate == "geweigerd" else "ontvangen"]
        if plan.way == "kafka":
            await self._report_by_kafka(body)
            return
        answer = await self.do(PARTNERS[plan.partner], "intake", "meld", "", body, key=zaak.key)
        zaak.id = answer["zaakId"]

    async def _report_by_kafka(self, body: dict[str, Any]) -> None:
        """Twice the same record; the zaak is known by its feedback. One that is refused and comes again after its answer is
        decided anew, and answered again (D1)."""
        own, patience, zaak = self.around.own, self.around.asking.patience, self.zaak
        assert own is not None
        given = self.around.journal.given(zaak, "intake", "meld", zaak.key)
        record = await own.record(zaak.key, body, patience=patience)
        for _ in range(2):
            given.sent += await own.offer(zaak.partner, zaak.key, record, patience=patience)
            given.acknowledged = True
        zaak.steps += ["geweigerd?"] * (given.sent - 1) if zaak.steps == ["geweigerd"] else []
        zaak.id = await own.zaak(zaak.partner, zaak.key, zaak.steps[0], patience=patience)

    async def _bar(self) -> None:
        """Somebody is kept out of this zaak (L6), and for some let in again."""
        body = {"persoon": BARRED, "reden": "Familie van Boris."}
        await self.do(NOOR, "intake", "weer_persoon", "/weringen", body)
        if self.around.chance.random() < 0.5:
            body = {"persoon": BARRED, "redenOpheffing": "Het was een ander."}
            await self.do(NOOR, "intake", "hef_wering_op", "/weringen/opheffing", body)

    async def _triage(self) -> None:
        plan, zaak = self.plan, self.zaak
        if plan.asked or plan.fate in ("open-vraag", "vraag-afgewezen"):
            await self.do(NOOR, "triage", "vraag_aanvulling", "/aanvullingen", {"vraag": "Hoe vaak komt Boris langs?"})
            zaak.steps.append("aanvulling-gevraagd")
        if plan.asked:
            body = {"tekst": "Elke avond."}
            await self.do(PARTNERS[plan.partner], "intake", "vul_aan", "/aanvullingen", body, not_yet=("geen-vraag",))
            zaak.steps.append("ontvangen")
        if plan.fate == "ingetrokken":
            await self._withdraw()
        elif plan.fate in ("afgewezen", "vraag-afgewezen"):
            await self._reject()
        elif plan.fate != "open-vraag":
            await self._pass_on()
            if plan.fate == "ingetrokken-gepland":
                await plan_weegoverleg(self)
                await self._withdraw()

    async def _judge(self, *, nee: str = "") -> None:
        for criterium in ways.CRITERIA:
            oordeel = ways.oordeel(criterium, ja=criterium != nee)
            await self.do(NOOR, "triage", "beoordeel", "/oordelen", oordeel)

    async def _reject(self) -> None:
        route, step = self.around.chance.choice(AFGEWEZEN)
        await self._judge(nee="samenwerking")
        body = {"uitkomst": "afgewezen", "route": route, "advies": "Bespreek de zaak in het wijkteam."}
        await self.do(NOOR, "triage", "bevestig", "/bevestiging", body, closes=True)
        self.zaak.steps.append(step)

    async def _pass_on(self) -> None:
        await self._judge()
        await self.do(NOOR, "triage", "bevestig", "/bevestiging", {"uitkomst": "doorgezet"})
        self.zaak.steps.append("in-behandeling" if self.plan.fate == "doorgezet" else "in-behandeling?")

    async def _withdraw(self) -> None:
        """Thirty days later the zaak is destroyed (L8): a repeat may come too late to see it."""
        body = {"reden": "Anna trok haar verhaal in."}
        await self.do(PARTNERS[self.plan.partner], "intake", "trek_in", "/intrekking", body, closes=True)
        self.zaak.steps.append("ingetrokken")

    async def _join(self) -> None:
        """Another melding is about the same persons: this one joins it (D11b), and for some is split off again.

        Where the other one is withdrawn afterwards, both are destroyed together.
        """
        plan, around = Plan("hoofdzaak", "rest", VT), self.around
        other = Walker(around, plan)
        await other._report()
        await other.heard("triage")
        other.zaak.end = "gemeld"
        body = {
            "bij": other.zaak.id,
            "motivatie": "Dezelfde personen.",
            "rollenOmgekeerd": around.chance.random() < 0.3,
        }
        await self.do(NOOR, "triage", "voeg", "/voeging", body)
        self.zaak.steps.append("behandeld")
        if self.plan.fate == "gesplitst":
            await self.do(NOOR, "triage", "splits", "/splitsing", {"motivatie": "Toch andere personen."})
            self.zaak.steps.append("ontvangen")
        if self.plan.fate == "gevoegd-ingetrokken":
            await around.reach(0)
            other.zaak.end = None
            await other._withdraw()
            other.zaak.end = "ingetrokken"

    @staticmethod
    def _new(around: Surroundings, way: str, partner: str, fate: str) -> Zaak:
        key = f"{around.name}-{way}-{len(around.journal.zaken)}-{around.chance.getrandbits(32):08x}"
        return around.journal.zaak(way, partner, fate, key)

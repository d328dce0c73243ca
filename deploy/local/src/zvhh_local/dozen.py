# SPDX-License-Identifier: EUPL-1.2
"""A dozen made-up zaken, each at another stage of the process, all made through the interfaces on the simulated clock.

For: `up`, so that a newcomer finds something at every place. Not for: tests, which make zaken of their own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zvhh_local.examples import ANNA, BORIS, KIM, PO, RN, VT, melding
from zvhh_local.outside import Outside, PartnerSystem
from zvhh_local.stages import NOOR, VERA, Stages
from zvhh_local.story_one import local
from zvhh_local.watch import eventually

BEGIN = local("2025-01-13T08:00")
PIET, GIJS, MIA = "piet.po", "gijs.gz", "mia.gm"


@dataclass(frozen=True)
class Made:
    """A zaak and the stage that it was left at."""

    zaak: str
    stage: str


class Dozen:
    """Makes them, in order of time."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._stages = Stages(outside)
        self.made: list[Made] = []

    async def make(self) -> list[Made]:
        """All of them; the clock stands at the last moment afterwards. Raises StageFailed."""
        closed, possible = await self._in_winter()
        runs = await self._in_spring()
        await self._in_summer(closed, possible, runs)
        await self._at_the_desk()
        return self.made

    def _at(self, moment: str) -> None:
        self._outside.stack.set_clock(local(moment))

    def _left(self, zaak: str, stage: str) -> None:
        self.made.append(Made(zaak, stage))

    async def _do(self, who: str, service: str, path: str, body: Any) -> None:
        await self._stages.command(who, service, path, body)

    async def _in_winter(self) -> tuple[str, str]:
        """Two that open in January, so that six months pass."""
        self._at("2025-01-13T09:12")
        closed = await self._stages.report()
        self._at("2025-01-13T14:00")
        possible = await self._stages.report(GIJS, betrokkenen=[ANNA, BORIS, KIM], wensen=[])
        self._at("2025-01-15T10:00")
        await self._stages.to_open(closed, local("2025-01-22T10:00"))
        await self._stages.to_open(possible, local("2025-01-22T13:00"))
        return closed, possible

    async def _in_spring(self) -> dict[str, str]:
        """Three that run: with a plan, with a serious incident, and without a casusregisseur."""
        runs = {}
        self._at("2025-05-12T09:00")
        for name in ("plan", "incident", "gezocht"):
            runs[name] = await self._stages.report(wensen=["aware"] if name == "plan" else [])
        self._at("2025-05-14T09:00")
        for hour, name in ((10, "plan"), (13, "incident")):
            await self._stages.to_open(runs[name], local(f"2025-05-21T{hour}:00"))
        await self._stages.to_open(
            runs["gezocht"], local("2025-05-21T15:00"), casusregie=None, gezocht={"doorOin": VT}, wensen=[]
        )
        self._at("2025-06-04T11:30")
        plan = self._stages.plan_van_aanpak(date(2025, 6, 5))
        await self._stages.hold(runs["plan"], 2, PO, VT, RN, plan=plan, afspraken=[{"nummer": 2, "stand": "gedaan"}])
        return runs

    async def _in_summer(self, closed: str, possible: str, runs: dict[str, str]) -> None:
        self._at("2025-07-22T00:00")
        await self._stages.closable(closed)
        self._at("2025-07-24T11:00")
        decision = {
            "uitkomst": "afschalen",
            "reden": "Een half jaar rust.",
            "gaatVerder": [{"oin": VT, "afspraak": "Vera houdt contact met Anna."}],
            "signalen": "Nieuwe berichten of bezoek: opnieuw melden.",
        }
        await self._stages.hold(closed, 2, PO, VT, RN, afschalen=decision, gehoudenOp="2025-07-24T10:00:00+02:00")
        self._left(closed, "afgeschaald: nobody reads it any more")
        self._left(possible, "runs; afschalen is possible since 22 July")
        self._left(runs["plan"], "runs; plan van aanpak version 1, the next casusoverleg is due")
        self._at("2025-08-18T09:00")
        incident = {
            "soort": "bedreiging",
            "moment": "2025-08-17T21:30:00+02:00",
            "gehoordVan": "Wijkagent",
            "omschrijving": "Boris dreigde aan de deur.",
            "ernstig": True,
        }
        await self._do(PIET, "regie", f"/v1/casussen/{runs['incident']}/incidenten", incident)
        self._left(runs["incident"], "runs; a serious incident, so an earlier overleg is proposed")
        self._left(runs["gezocht"], "runs; a casusregisseur is looked for")

    async def _at_the_desk(self) -> None:
        """Those in triage and around the weegoverleg, in the last two weeks."""
        self._at("2025-08-18T10:00")
        unfit, planned, to_plan, rejected, withdrawn = [
            await self._stages.report(who) for who in (MIA, GIJS, VERA, VERA, MIA)
        ]
        self._at("2025-08-19T10:00")
        for zaak in (unfit, planned, to_plan):
            await self._stages.pass_on(zaak)
        nummer = await self._stages.plan(unfit, local("2025-08-21T10:00"))
        await self._stages.plan(planned, local("2025-08-28T10:00"))
        await self._stages.reject(rejected)
        await self._do(MIA, "intake", f"/v1/meldingen/{withdrawn}/intrekking", {"reden": "Anna trok haar verhaal in."})
        self._at("2025-08-21T11:30")
        await self._not_passend(unfit, nummer)
        self._left(unfit, "not passend; local help goes on")
        self._left(planned, "weegoverleg planned for 28 August")
        self._left(to_plan, "passed triage; a weegoverleg is to be planned")
        self._left(rejected, "rejected in triage, with advice")
        self._left(withdrawn, "withdrawn by its reporter")
        await self._fresh()

    async def _not_passend(self, zaak: str, nummer: int) -> None:
        empty: dict[str, Any] = {
            "doorzetten": None,
            "deelnemers": None,
            "casusregie": None,
            "afspraken": [],
            "wensen": [],
        }
        way_on = {"route": "lokaal", "wieBewaaktVeiligheid": PO, "wieVertelt": VT}
        await self._stages.weigh(zaak, nummer, passend=False, motivatie="Geen stalking.", **empty, **way_on)

    async def _fresh(self) -> None:
        """The last day: one that waits for an answer, one by Kafka, one that just came in, and a draft."""
        self._at("2025-08-25T09:00")
        asked = await self._stages.report()
        await self._do(NOOR, "triage", f"/v1/triages/{asked}/aanvullingen", {"vraag": "Hoe vaak komt Boris langs?"})
        self._left(asked, "triage asked the reporter for more")
        self._at("2025-08-25T09:30")
        await self._by_kafka()
        self._at("2025-08-25T09:45")
        self._left(await self._stages.report(GIJS, relatie="anders"), "came in; triage judges its scope first")
        draft = melding()
        del draft["verklaring"]
        await self._do(VERA, "intake", "/v1/concepten", {"inhoud": draft})
        self._at("2025-08-25T10:00")

    async def _by_kafka(self) -> None:
        system = PartnerSystem(self._outside, PO)
        await system.report("PO-2025-17", melding(wensen=[]))

        async def row() -> str:
            rows = await self._outside.get(NOOR, "triage", "/v1/triages", partner=PO)
            return str(rows.body["items"][0]["zaakId"]) if rows.status == 200 and rows.body["items"] else ""

        self._left(str(await eventually(row)), "came in by the police's own system, over Kafka")

# SPDX-License-Identifier: EUPL-1.2
"""The events that only the figures of the evaluation need, and whole lives of zaken told by them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from pydantic import BaseModel
from services.regie.tests.story import Maak, Zaak

from zvhh_contracts.overleggen import (
    AfschalenNietBesloten,
    BeeindigenBesloten,
    CasusoverlegGehouden,
    Eindgrond,
    PlanVanAanpakVastgesteld,
)
from zvhh_contracts.triages import (
    AanvullingGevraagd,
    Route,
    TriageAfgewezen,
    TriageDoorgezet,
    TriageGevoegd,
    TriageHeropend,
)
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.cijfers import Cel

Bericht = BaseModel | tuple[BaseModel, str]
"""An event, with the local moment at which it is heard where that matters."""

Verhaal = Callable[[Sequence[Bericht]], Zaak]
"""A zaak after these events."""


Getal = float | str | None
"""What is read in a cell: "x" where there is a number that may not be shown."""


def getal(cel: Cel) -> Getal:
    return "x" if cel.onderdrukt else cel.waarde


class Na(Protocol):
    """The casus after these events."""

    def __call__(self, *berichten: Bericht) -> Casus: ...


ANDER = "0190aaaa-0000-8000-8000-000000000009"


class Feit:
    """The events that only the figures need. Moments are local."""

    def __init__(self, maak: Maak) -> None:
        self.maak = maak

    def doorgezet(self, op: str = "2025-03-05 10:00", versie: int = 1) -> TriageDoorgezet:
        return TriageDoorgezet(
            versie=versie, doorgezet_op=self.maak.op(op), door="noor", weegoverleg_uiterlijk_op=date(2025, 3, 19)
        )

    def afgewezen(self, op: str = "2025-03-05 10:00", versie: int = 1, route: Route = "lokaal") -> TriageAfgewezen:
        return TriageAfgewezen(
            versie=versie,
            afgewezen_op=self.maak.op(op),
            door="noor",
            route=route,
            vernietigen_op=date(2025, 4, 4),
        )

    def gevoegd(self, versie: int = 1) -> TriageGevoegd:
        return TriageGevoegd(versie=versie, gevoegd_op=self.maak.op("2025-03-05 10:00"), door="noor", bij=ANDER)

    def heropend(self, versie: int = 2) -> TriageHeropend:
        return TriageHeropend(versie=versie, heropend_op=self.maak.op("2025-03-06 10:00"), door="noor")

    def aanvulling(self) -> AanvullingGevraagd:
        return AanvullingGevraagd(
            versie=1, gevraagd_op=self.maak.op("2025-03-04 10:00"), uiterlijk_op=date(2025, 3, 11)
        )

    def casusoverleg(self, op: str, nummer: int = 2, dagen: int | None = None, **anders: Any) -> CasusoverlegGehouden:
        moment = self.maak.op(op)
        gegevens: dict[str, Any] = {
            "nummer": nummer,
            "gehouden_op": moment,
            "vastgelegd_op": moment,
            "besloten": True,
            "aanwezigen": (self.maak.VT, self.maak.PO),
            "dagen_sinds_vorige": dagen,
        }
        return CasusoverlegGehouden(**gegevens | anders)

    def plan(self, op: str, versie: int = 1, **anders: Any) -> PlanVanAanpakVastgesteld:
        gegevens: dict[str, Any] = {
            "versie": versie,
            "nummer": 2,
            "vastgesteld_op": self.maak.op(op),
            "interventies": {"slachtoffer": 2, "pleger": 1},
            "soorten": ("aware", "de-waag"),
        }
        return PlanVanAanpakVastgesteld(**gegevens | anders)

    def einde(self, grond: Eindgrond) -> BeeindigenBesloten:
        return BeeindigenBesloten(
            nummer=3,
            besloten_op=self.maak.op("2025-05-01 10:00"),
            aanwezigen=(self.maak.VT, self.maak.PO),
            grond=grond,
        )

    def uitgesteld(self) -> AfschalenNietBesloten:
        return AfschalenNietBesloten(nummer=3, uitkomst="later", door="noor")

    def leven(self) -> list[Bericht]:
        """A zaak to its end: opened, two casusoverleggen, two plans, incidents on both sides of the first, closed."""
        return [
            self.maak.melding(bekend_sinds=date(2025, 3, 1), wensen=("aware",)),
            self.doorgezet(),
            (self.maak.weegoverleg(wensen={"aware": "later"}), "2025-03-12 11:00"),
            (self.maak.toegekend(), "2025-03-12 11:00"),
            self.maak.aangewezen(1, self.maak.een(self.maak.VT, "vera"), "2025-03-12"),
            (
                self.casusoverleg(
                    "2025-03-26 10:00", extras={"aware-of-device": "besproken", "regie-stevig": "niet-nodig"}
                ),
                "2025-03-26 12:00",
            ),
            (self.plan("2025-03-26 12:00"), "2025-03-26 12:00"),
            self.maak.aangewezen(2, self.maak.twee(self.maak.RN, self.maak.VT), "2025-04-01"),
            (
                self.casusoverleg(
                    "2025-06-04 10:00", 3, 70, wensen={"aware": "besproken"}, extras={"regie-stevig": "besproken"}
                ),
                "2025-06-04 12:00",
            ),
            (
                self.plan("2025-06-04 12:00", 2, interventies={"pleger": 3, "kind": 0}, soorten=("de-waag",)),
                "2025-06-04 12:00",
            ),
            (self.maak.besluit("2025-10-22 10:30"), "2025-10-22 10:30"),
        ]


def vertel(table: Handlers, maak: Maak, berichten: Sequence[Bericht]) -> Zaak:
    """A casus after these events, at 12 March 2025 where no moment is given with one."""
    story = Zaak(table)
    for bericht in berichten:
        event, op = bericht if isinstance(bericht, tuple) else (bericht, "2025-03-12 11:00")
        story.when(event, at=maak.op(op))
        assert story.outcome is not None and story.outcome.status == "handled", story.outcome
    return story

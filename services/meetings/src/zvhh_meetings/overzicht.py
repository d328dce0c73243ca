# SPDX-License-Identifier: EUPL-1.2
"""What goes over all zaken in sight: the tasks of who asks, and the mean of the rhythm (S13).

For: a start page, and `api`, which adds these routes. Not for: one zaak.
"""

from datetime import date
from typing import Any, Self

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import Rol
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Actor
from zvhh_kit.http import Beeld, Page, PageQuery, Route, Zaken
from zvhh_meetings.domain.ritme import gemiddelde_tekst, gemiddelde_weken, tussenpozen
from zvhh_meetings.domain.taken import TEKSTEN
from zvhh_meetings.domain.traject import Overlegtraject, Stand, Zaaktaak
from zvhh_meetings.handlers import KIND


class TaakBeeld(Beeld):
    """One task in words. `uiterlijk`: the last local day; `te_laat`: that day has passed."""

    code: str
    tekst: str
    uiterlijk: date | None
    te_laat: bool
    voor: Rol
    oin: str | None
    nummer: int | None

    @classmethod
    def van(cls, taak: Zaaktaak, vandaag: date, *, spoed: bool) -> Self:
        """On a local day; of a zaak that can't wait (D2) the planning of its weegoverleg says so."""
        haast = "Spoed. " if spoed and taak.code == "weegoverleg-plannen" else ""
        return cls(
            code=taak.code,
            tekst=haast + TEKSTEN[taak.code],
            uiterlijk=taak.uiterlijk,
            te_laat=taak.uiterlijk is not None and taak.uiterlijk < vandaag,
            voor=taak.voor,
            oin=taak.oin,
            nummer=taak.nummer,
        )


class ZaaktakenBeeld(Beeld):
    """A zaak with the tasks that are for who asks, the one with the oldest term first. No content."""

    zaak_id: str
    kenmerk: str | None
    stand: Stand
    spoed: bool
    taken: tuple[TaakBeeld, ...]

    @classmethod
    def van(cls, zaak_id: str, traject: Overlegtraject, actor: Actor, vandaag: date) -> Self:
        """Of a state; nothing in it needs to be open."""
        eigen = [taak for taak in traject.taken if _voor(taak, actor)]
        eigen.sort(key=lambda taak: taak.uiterlijk or date.max)
        taken = tuple(TaakBeeld.van(taak, vandaag, spoed=traject.spoed) for taak in eigen)
        return cls(zaak_id=zaak_id, kenmerk=traject.kenmerk, stand=traject.stand, spoed=traject.spoed, taken=taken)


class RitmeBeeld(Beeld):
    """Over every zaak in sight: how many intervals between held casusoverleggen, and their mean, beside what is meant."""

    zaken: int
    tussenpozen: int
    gemiddeld: float | None
    gemiddelde_weken: str | None
    tekst: str | None
    bedoeld_weken: int


def _voor(taak: Zaaktaak, actor: Actor) -> bool:
    if taak.voor not in actor.roles:
        return False
    return taak.voor == "procesregisseur" or taak.oin == actor.oin


def _met_taken(actor: Actor) -> dict[str, Any]:
    """The zaken in which there is something to do for who asks."""
    procesregisseur = {"state.taken": {"$elemMatch": {"voor": "procesregisseur"}}}
    deelnemer = {"state.taken": {"$elemMatch": {"voor": "deelnemer", "oin": actor.oin}}}
    rollen = {"procesregisseur": procesregisseur, "deelnemer": deelnemer}
    return {"$or": [query for rol, query in rollen.items() if rol in actor.roles]}


def routes(config: Configuratie) -> APIRouter:
    """The routes over all zaken, under a configuration."""
    router = APIRouter(prefix="/v1", route_class=Route)

    @router.get("/taken", operation_id="lees_taken", tags=["taken"])
    async def taken(zaken: Zaken, page: PageQuery) -> Page[ZaaktakenBeeld]:
        """What must be done by who asks, in which zaak, and until when; the oldest term first."""
        actor, vandaag = zaken.actor, local_date(zaken.received)

        def beeld(zaak_id: str, traject: Overlegtraject) -> ZaaktakenBeeld:
            return ZaaktakenBeeld.van(zaak_id, traject, actor, vandaag)

        return await zaken.page(beeld, _met_taken(actor), sort="state.eerste_termijn", page=page, kind=KIND)

    @router.get("/ritme", operation_id="lees_ritme", tags=["ritme"])
    async def ritme(zaken: Zaken) -> RitmeBeeld:
        """The mean of the days between held casusoverleggen over every zaak in sight, beside ten weeks (S13)."""
        dagen: list[int] = []
        aantal = 0
        async for _, traject in zaken.every(KIND):
            eigen = tussenpozen(traject)
            dagen += eigen
            aantal += bool(eigen)
        return RitmeBeeld(
            zaken=aantal,
            tussenpozen=len(dagen),
            gemiddeld=round(sum(dagen) / len(dagen), 1) if dagen else None,
            gemiddelde_weken=gemiddelde_weken(dagen),
            tekst=gemiddelde_tekst(dagen),
            bedoeld_weken=config.termijnen.casusoverleg_weken,
        )

    return router

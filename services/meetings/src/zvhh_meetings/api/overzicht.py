# SPDX-License-Identifier: EUPL-1.2
"""What goes over all zaken in sight: the tasks of who asks, and the mean of the rhythm (S13).

For: a start page, and `api`, which adds these routes. Not for: one zaak.
"""

from typing import Any

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taakbeeld import ZaakTaken
from zvhh_contracts.taken import is_voor, van
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Actor
from zvhh_kit.http import Beeld, Page, PageQuery, Route, Zaken
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.rules.ritme import gemiddelde_tekst, gemiddelde_weken, tussenpozen
from zvhh_meetings.handlers import KIND


class RitmeBeeld(Beeld):
    """Over every zaak in sight: how many intervals between held casusoverleggen, and their mean, beside what is meant."""

    zaken: int
    tussenpozen: int
    gemiddeld: float | None
    gemiddelde_weken: str | None
    tekst: str | None
    bedoeld_weken: int


def _met_taken(actor: Actor) -> dict[str, Any]:
    """The zaken in which there is something to do for who asks."""
    eigen: dict[str, Any] = {"code": {"$in": sorted(van("meetings"))}}
    wie = ({"voor": "procesregisseur"}, {"voor": "deelnemer", "oin": actor.oin})
    return {"$or": [{"state.taken": {"$elemMatch": eigen | een}} for een in wie if een["voor"] in actor.roles]}


def routes(config: Configuratie) -> APIRouter:
    """The routes over all zaken, under a configuration."""
    router = APIRouter(prefix="/v1", route_class=Route)

    @router.get("/taken", operation_id="lees_taken", tags=["taken"])
    async def taken(zaken: Zaken, page: PageQuery) -> Page[ZaakTaken]:
        """What must be done by who asks, in which zaak, and until when; the oldest term first."""
        actor, vandaag = zaken.actor, local_date(zaken.received)

        def beeld(zaak_id: str, traject: Overlegtraject) -> ZaakTaken:
            voor_mij = [taak for taak in traject.eigen_taken if is_voor(taak, actor.roles, actor.oin)]
            return ZaakTaken.uit(config, zaak_id, traject.kenmerk, voor_mij, vandaag, spoed=traject.spoed)

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

# SPDX-License-Identifier: EUPL-1.2
"""The tasks of who asks, over all zaken in sight: for a start page."""

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taakbeeld import ZaakTaken
from zvhh_contracts.taken import is_voor
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Page, PageQuery, Route, Zaken
from zvhh_meetings.domain.overlegtraject import TRAJECT, Overlegtraject
from zvhh_meetings.queries import TERMIJN, met_taken


def routes(config: Configuratie) -> APIRouter:
    """These routes under a configuration."""
    router = APIRouter(prefix="/v1/taken", tags=["taken"], route_class=Route)

    @router.get("", operation_id="lees_taken")
    async def taken(zaken: Zaken, page: PageQuery) -> Page[ZaakTaken]:
        """What must be done by who asks, in which zaak, and until when; the oldest term first."""
        actor, vandaag = zaken.actor, local_date(zaken.received)

        def beeld(zaak_id: str, traject: Overlegtraject) -> ZaakTaken:
            voor_mij = [taak for taak in traject.eigen_taken if is_voor(taak, actor.roles, actor.oin)]
            return ZaakTaken.uit(config, zaak_id, traject.kenmerk, voor_mij, vandaag, spoed=traject.spoed)

        return await zaken.page(beeld, met_taken(actor), sort=TERMIJN, page=page, kind=TRAJECT)

    return router

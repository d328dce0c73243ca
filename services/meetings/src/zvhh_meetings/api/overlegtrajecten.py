# SPDX-License-Identifier: EUPL-1.2
"""The zaken in meetings over HTTP: a list, and the whole of one, each by the sight that `access` gives the asker."""

from typing import Annotated

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Kenmerk
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken
from zvhh_meetings.domain.overlegtraject import TRAJECT, Stand
from zvhh_meetings.queries import ONTVANGEN, trajecten
from zvhh_meetings.views.overlegtraject import TrajectBeeld, TrajectRegel


def routes(config: Configuratie) -> APIRouter:
    """These routes under a configuration."""
    router = APIRouter(prefix="/v1/overlegtrajecten", tags=["overlegtrajecten"], route_class=Route)

    @router.get("", operation_id="lees_overlegtrajecten")
    async def lijst(
        zaken: Zaken,
        page: PageQuery,
        *,
        stand: Annotated[list[Stand] | None, Query(description="Zonder: alle.")] = None,
        zonder_datum: Annotated[bool | None, Query(alias="zonderDatum", description="Zonder gepland overleg.")] = None,
        laat: Annotated[bool | None, Query(description="Twaalf weken of langer geen casusoverleg.")] = None,
        kenmerk: Annotated[Kenmerk | None, Query(description="Twee zaken kunnen er een delen.")] = None,
    ) -> Page[TrajectRegel]:
        """The zaken that the asker sees, by moment of receipt (S10, S13, D3)."""
        wanted = trajecten(stand, zonder_datum=zonder_datum, laat=laat, kenmerk=kenmerk)
        return await zaken.page(TrajectRegel.van, wanted, sort=ONTVANGEN, page=page, kind=TRAJECT)

    @router.get("/{zaak_id}", operation_id="lees_overlegtraject")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> TrajectBeeld:
        """Every overleg of one zaak, with minutes, agreements, plan and casusregie."""
        return TrajectBeeld.van(config, zaak_id, await zaken.get(zaak_id))

    return router

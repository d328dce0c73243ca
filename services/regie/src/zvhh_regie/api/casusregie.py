# SPDX-License-Identifier: EUPL-1.2
"""What the choice of a casusregie needs over HTTP (S16): what each gemeente agreed, for a day."""

from typing import Annotated

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import Day
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Route, Zaken
from zvhh_regie.domain.rules.afspraken import gemeenten
from zvhh_regie.views.gemeenten import GemeenteBeeld, GemeentenBeeld


def router(config: Configuratie) -> APIRouter:
    router = APIRouter(prefix="/v1/casusregie", tags=["casusregie"], route_class=Route)

    @router.get("/gemeenten", operation_id="lees_gemeenten")
    async def lees(
        zaken: Zaken,
        op: Annotated[Day | None, Query(description="De dag waarop de casusregie ingaat. Zonder: vandaag.")] = None,
    ) -> GemeentenBeeld:
        """Every gemeente with what it agreed on leading a casus, on one day, and until when that holds (S16)."""
        dag = op or local_date(zaken.received)
        beelden = tuple(GemeenteBeeld.van(config, gemeente, dag) for gemeente in gemeenten(config))
        return GemeentenBeeld(op=dag, gemeenten=beelden)

    return router

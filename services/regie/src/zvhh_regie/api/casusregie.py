# SPDX-License-Identifier: EUPL-1.2
"""What the choice of a casusregie needs over HTTP (S16): what each gemeente agreed, for a day."""

import re
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.http import Route, Zaken
from zvhh_regie.domain.afspraken import gemeenten
from zvhh_regie.views.casusregie import GemeenteBeeld, GemeentenBeeld


def _written_out(given: Any) -> Any:
    """A number would be read as seconds since 1970."""
    if isinstance(given, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
        raise PydanticCustomError("geen-datum", "Dit moet een datum zijn: jjjj-mm-dd.")
    return given


Dag = Annotated[date, BeforeValidator(_written_out)]


def router(config: Configuratie) -> APIRouter:
    """The routes of casusregie under a configuration."""
    router = APIRouter(prefix="/v1/casusregie", tags=["casusregie"], route_class=Route)

    @router.get("/gemeenten", operation_id="lees_gemeenten")
    async def lees(
        zaken: Zaken,
        op: Annotated[Dag | None, Query(description="De dag waarop de casusregie ingaat. Zonder: vandaag.")] = None,
    ) -> GemeentenBeeld:
        """Every gemeente with what it agreed on leading a casus, on one day, and until when that holds (S16)."""
        dag = op or local_date(zaken.received)
        beelden = tuple(GemeenteBeeld.op(config, gemeente, dag) for gemeente in gemeenten(config))
        return GemeentenBeeld(op=dag, gemeenten=beelden)

    return router

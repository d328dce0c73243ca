# SPDX-License-Identifier: EUPL-1.2
"""What must be done in triage, over all zaken. Every task of triage is a procesregisseur's."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Page, PageQuery, Route, Zaken
from zvhh_triage.views.taken import ZaakTaken


def taken(config: Configuratie) -> APIRouter:
    """The route of the tasks."""
    router = APIRouter(prefix="/v1/taken", tags=["taken"], route_class=Route)

    @router.get("", operation_id="lees_taken")
    async def lijst(
        zaken: Zaken,
        page: PageQuery,
        van_mij: Annotated[bool, Query(alias="vanMij", description="Alleen van zaken die van u zijn.")] = False,
    ) -> Page[ZaakTaken]:
        """Zaken with something to do, the nearest term first, then oldest receipt (D2)."""
        wanted: dict[str, Any] = {"state.taken.0": {"$exists": True}}
        if van_mij:
            wanted["state.eigenaar"] = zaken.actor.subject
        row = partial(ZaakTaken.van, config)
        return await zaken.page(row, wanted, sort="state.taken_volgorde", page=page, kind="triage", opened=True)

    return router

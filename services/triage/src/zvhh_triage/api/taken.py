# SPDX-License-Identifier: EUPL-1.2
"""What must be done in triage, over all zaken. Every task of triage is a procesregisseur's."""

from typing import Annotated

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taakbeeld import ZaakTaken
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Page, PageQuery, Route, Zaken
from zvhh_triage import queries
from zvhh_triage.domain.derived import taken_van
from zvhh_triage.domain.triage import TRIAGE, Triage
from zvhh_triage.views.zaak import de_melding


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
        wanted = queries.met_taken(eigenaar=zaken.actor.subject if van_mij else None)
        vandaag = local_date(zaken.received)

        def row(zaak_id: str, triage: Triage) -> ZaakTaken:
            kenmerk, open_, adviezen = de_melding(triage).kenmerk, taken_van(triage), _adviezen(triage)
            return ZaakTaken.uit(config, zaak_id, kenmerk, open_, vandaag, spoed=triage.spoed, adviezen=adviezen)

        return await zaken.page(row, wanted, sort=queries.TAKEN_VOLGORDE, page=page, kind=TRIAGE, opened=True)

    return router


def _adviezen(triage: Triage) -> dict[str, str]:
    """What the reporter is to be told by phone (D5). Sealed values must be open."""
    advies = triage.besluit.advies if triage.besluit is not None and triage.mondeling_advies else None
    return {"bel-de-melder": advies.clear} if advies is not None and advies.clear is not None else {}

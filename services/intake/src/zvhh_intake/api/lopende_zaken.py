# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a running case of before the pilot over HTTP (S6c)."""

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.balie_beheer import breng_zaak_in
from zvhh_intake.beelden_beheer import IngebrachtBeeld
from zvhh_intake.domain.lopend import BrengLopendeZaakIn
from zvhh_kit.http import Route, Zaken


def lopende_zaken(config: Configuratie) -> APIRouter:
    """The routes of running cases."""
    router = APIRouter(prefix="/v1/lopende-zaken", tags=["lopende zaken"], route_class=Route)

    @router.post("", status_code=201, operation_id="breng_lopende_zaak_in")
    async def breng_in(zaken: Zaken, zaak: BrengLopendeZaakIn) -> IngebrachtBeeld:
        """Bring in a running case, once per old reference (409 the second time), without a place (S6c)."""
        return IngebrachtBeeld.model_validate(await breng_zaak_in(zaken, config, zaak))

    return router

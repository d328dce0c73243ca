# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a running case of before the pilot over HTTP (S6c)."""

from datetime import date
from typing import Any

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.api.alles_ineens import alles_ineens
from zvhh_intake.domain.commands.breng_lopende_zaak_in import BrengLopendeZaakIn, fouten
from zvhh_intake.lookups.onjuist import breng_zaak_in
from zvhh_intake.lookups.reading import lees_als
from zvhh_intake.views.bewaartermijnen import IngebrachtBeeld
from zvhh_kit.decision import Fault
from zvhh_kit.http import Zaken

_NODIG = {"oudeReferentie": "-"}


def lopende_zaken(config: Configuratie) -> APIRouter:
    """The routes of running cases."""

    def oordeel(document: Any, dag: date) -> tuple[Fault, ...]:
        return lees_als(BrengLopendeZaakIn, document, lambda zaak: fouten(config, zaak, dag), _NODIG)[1]

    router = APIRouter(prefix="/v1/lopende-zaken", tags=["lopende zaken"], route_class=alles_ineens(oordeel))

    @router.post("", status_code=201, operation_id="breng_lopende_zaak_in")
    async def breng_in(zaken: Zaken, zaak: BrengLopendeZaakIn) -> IngebrachtBeeld:
        """Bring in a running case, once per old reference (409 the second time), without a place (S6c)."""
        return IngebrachtBeeld.model_validate(await breng_zaak_in(zaken, config, zaak))

    return router

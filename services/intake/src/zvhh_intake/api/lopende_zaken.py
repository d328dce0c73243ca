# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a running case of before the pilot over HTTP (S6c)."""

from datetime import date
from typing import Any

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.api.melden import alles_ineens
from zvhh_intake.domain.commands.breng_lopende_zaak_in import (
    LOPEND,
    BrengLopendeZaakIn,
    Inbreng,
    fouten,
    genormaliseerde_referentie,
)
from zvhh_intake.domain.melding import MELDING
from zvhh_intake.lookups import lees_als
from zvhh_intake.views.answers import IngebrachtBeeld
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Fault, Refused
from zvhh_kit.http import Zaken

_NODIG = {"oudeReferentie": "-"}


def lopende_zaken(config: Configuratie) -> APIRouter:

    def oordeel(document: Any, dag: date) -> tuple[Fault, ...]:
        return lees_als(BrengLopendeZaakIn, document, lambda zaak: fouten(config, zaak, dag), _NODIG)[1]

    router = APIRouter(prefix="/v1/lopende-zaken", tags=["lopende zaken"], route_class=alles_ineens(oordeel))

    @router.post("", status_code=201, operation_id="breng_lopende_zaak_in")
    async def breng_in(zaken: Zaken, zaak: BrengLopendeZaakIn) -> IngebrachtBeeld:
        """Bring in a running case, once per old reference (409 the second time), without a place (S6c)."""
        gevonden = fouten(config, zaak, local_date(zaken.received))
        if gevonden:
            raise Refused.many(gevonden)
        zaak_id = zaken.new_id(LOPEND, genormaliseerde_referentie(zaak.oude_referentie.clear))
        inbreng = Inbreng.van(zaken.blind, zaak, zaken.kenmerk(zaak_id))
        return IngebrachtBeeld.model_validate(await zaken.create(zaak_id, inbreng, namespace=LOPEND, kind=MELDING))

    return router

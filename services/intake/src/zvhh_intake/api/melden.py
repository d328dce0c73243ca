# SPDX-License-Identifier: EUPL-1.2
"""Reporting over HTTP. Who may not report, or comes when the pilot is closed, hears that and no list of faults (S1, S7)."""

from datetime import date
from typing import Any

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.api.alles_ineens import alles_ineens
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.domain.rules.venster import niet_toegelaten
from zvhh_intake.lookups.betrokkenen import dien_melding_in
from zvhh_intake.lookups.reading import lees
from zvhh_intake.views.meldingen import IngediendBeeld
from zvhh_kit.decision import Fault
from zvhh_kit.http import Zaken


def melden(config: Configuratie) -> APIRouter:
    """The route by which a partner reports."""

    def oordeel(document: Any, dag: date) -> tuple[Fault, ...]:
        return lees(config, document, dag)[1]

    soort = alles_ineens(oordeel, lambda actor, received: niet_toegelaten(config, actor.oin, received))
    router = APIRouter(tags=["meldingen"], route_class=soort)

    @router.post("/v1/meldingen", status_code=201, operation_id="meld")
    async def meld(zaken: Zaken, dien_in: DienIn) -> IngediendBeeld:
        """Report a case for the pilot (S1, S2, S5, S7); every fault is told at once, with its place (L1, L2)."""
        return IngediendBeeld.model_validate(await dien_melding_in(zaken, config, dien_in))

    return router

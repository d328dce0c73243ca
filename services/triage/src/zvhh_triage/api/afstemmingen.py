# SPDX-License-Identifier: EUPL-1.2
"""Consultations: logged without personal data, found again by their code (S5)."""

from typing import Annotated

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Route, Zaken
from zvhh_triage.domain.afstemming import AFSTEMMING
from zvhh_triage.domain.commands.leg_afstemming_vast import LegAfstemmingVast
from zvhh_triage.lookups import nieuwe_code
from zvhh_triage.views.afstemming import AfstemmingBeeld
from zvhh_triage.views.answers import AfstemcodeBeeld

Code = Annotated[str, Path(pattern=r"^A-[A-Z0-9]{4}-[A-Z0-9]{4}$", description="De code van een overleg, A-7K4M-9QXT.")]


def afstemmingen(config: Configuratie) -> APIRouter:
    """The routes of consultations."""
    router = APIRouter(prefix="/v1/afstemmingen", tags=["afstemmingen"], route_class=Route)

    @router.post("", status_code=201, operation_id="leg_afstemming_vast")
    async def leg_vast(zaken: Zaken, afstemming: LegAfstemmingVast) -> AfstemcodeBeeld:
        """Log a consultation; gives the code to read out."""
        given = await zaken.create(nieuwe_code(zaken), afstemming, namespace=AFSTEMMING)
        return AfstemcodeBeeld.model_validate(given)

    @router.get("/{code}", operation_id="lees_afstemming")
    async def lees(zaken: Zaken, code: Code) -> AfstemmingBeeld:
        """One consultation, by its code."""
        return AfstemmingBeeld.van(config, code, await zaken.get(code))

    return router

# SPDX-License-Identifier: EUPL-1.2
"""Incidents (D4) and detentions (S14) of a casus over HTTP: registered and corrected, never deleted."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Route, ZaakId, Zaken
from zvhh_regie.domain.commands.corrigeer_detentie import CorrigeerDetentie
from zvhh_regie.domain.commands.corrigeer_incident import CorrigeerIncident
from zvhh_regie.domain.commands.registreer_detentie import RegistreerDetentie
from zvhh_regie.domain.commands.registreer_incident import RegistreerIncident
from zvhh_regie.lookups import casus_in_beeld
from zvhh_regie.views.answers import GenummerdBeeld

Nummer = Annotated[int, Path(ge=1, le=100_000, description="Het nummer in deze casus.")]


def router(config: Configuratie) -> APIRouter:
    router = APIRouter(prefix="/v1/casussen/{zaak_id}", tags=["incidenten"], route_class=Route)
    _incidents(router, config)
    _detentions(router, config)
    return router


def _incidents(router: APIRouter, config: Configuratie) -> None:
    beeld = partial(casus_in_beeld, config)

    @router.post("/incidenten", status_code=201, operation_id="registreer_incident")
    async def registreer(zaken: Zaken, zaak_id: ZaakId, incident: RegistreerIncident) -> GenummerdBeeld:
        """Register an incident (D4); on a closed casus: 409, report again (S15)."""
        return GenummerdBeeld.model_validate(await zaken.do(zaak_id, incident, seen=partial(beeld, zaken)))

    @router.post("/incidenten/{nummer}/correcties", status_code=201, operation_id="corrigeer_incident")
    async def corrigeer(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, correctie: CorrigeerIncident) -> GenummerdBeeld:
        """Correct an incident, with the reason; every version stays (D4)."""
        return GenummerdBeeld.model_validate(
            await zaken.do(zaak_id, correctie, number=nummer, seen=partial(beeld, zaken))
        )


def _detentions(router: APIRouter, config: Configuratie) -> None:
    beeld = partial(casus_in_beeld, config)

    @router.post("/detenties", status_code=201, operation_id="registreer_detentie")
    async def registreer(zaken: Zaken, zaak_id: ZaakId, detentie: RegistreerDetentie) -> GenummerdBeeld:
        """Record a detention, drawn beside the clock; it does not stop it (S14). On a closed casus: 409 (S15)."""
        return GenummerdBeeld.model_validate(await zaken.do(zaak_id, detentie, seen=partial(beeld, zaken)))

    @router.post("/detenties/{nummer}/correcties", status_code=201, operation_id="corrigeer_detentie")
    async def corrigeer(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, correctie: CorrigeerDetentie) -> GenummerdBeeld:
        """Correct a detention, or say when it ended, with the reason; every version stays (S14)."""
        return GenummerdBeeld.model_validate(
            await zaken.do(zaak_id, correctie, number=nummer, seen=partial(beeld, zaken))
        )

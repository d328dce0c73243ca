# SPDX-License-Identifier: EUPL-1.2
"""What intake tells without a login: the pilot, organisations, public keys and the catalogue of errors only (D6)."""

from typing import Any

from fastapi import APIRouter
from joserfc.jwk import KeySet
from starlette.requests import Request

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.fouten import catalogus
from zvhh_intake import queries
from zvhh_intake.domain.melding import MELDING
from zvhh_intake.views.openbaar import FoutenBeeld, PartnersBeeld, PilotBeeld, jaar_op, publieke_sleutels
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Documents, Route, Zaken


def openbaar(config: Configuratie, sleutels: KeySet) -> APIRouter:
    router = APIRouter(tags=["openbaar"], route_class=Route)
    jwks = publieke_sleutels(sleutels)

    @router.get("/v1/pilot", operation_id="lees_pilot", response_model_exclude_none=True)
    async def pilot(zaken: Zaken) -> PilotBeeld:
        """The pilot in short: who may report, the criteria, the window, the places given, whom to call (D6). No login."""
        return PilotBeeld.van(config, zaken.received, await _plekken(zaken, jaar_op(config, zaken.received)))

    @router.get("/v1/partners", operation_id="lees_partners")
    async def partners(request: Request) -> PartnersBeeld:
        """Which organisations report themselves, and which through a vaste partner (D6). No login."""
        return PartnersBeeld.van(config, local_date(request.state.received))

    @router.get("/v1/fouten", operation_id="lees_fouten")
    async def fouten() -> FoutenBeeld:
        """Every code that any of the four services answers with: texts, places, doors and what to do. No login."""
        return FoutenBeeld(fouten=catalogus())

    @router.get("/.well-known/jwks.json", operation_id="lees_sleutels")
    async def openbare_sleutels() -> dict[str, Any]:
        """The public keys for which a partner's own system encrypts a melding."""
        return jwks

    return router


async def _plekken(zaken: Documents, jaar: int | None) -> tuple[int, int] | None:
    """How many places of the year were given, of how many, as intake heard of it; None where it heard nothing (S6).

    An opening that was undone gave its place back; closing a zaak does not (S6b). Counted, so that no zaak is read.
    """
    if jaar is None:
        return None
    gegeven = queries.met_plek(jaar)
    maximum = await zaken.highest(queries.PLEKKEN_MAXIMUM, gegeven, kind=MELDING, everywhere=True)
    if maximum is None:
        return None
    return await zaken.count(gegeven, kind=MELDING, everywhere=True), maximum

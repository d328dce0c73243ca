# SPDX-License-Identifier: EUPL-1.2
"""Judging: scope, criteria, asking for more, and the four outcomes."""

from functools import partial

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Route, ZaakId, Zaken
from zvhh_triage import lookups
from zvhh_triage.domain.commands.beoordeel import Beoordeel
from zvhh_triage.domain.commands.beoordeel_pilot import BeoordeelPilot
from zvhh_triage.domain.commands.bevestig import Bevestig
from zvhh_triage.domain.commands.splits import Splits
from zvhh_triage.domain.commands.voeg import Voeg
from zvhh_triage.domain.commands.vraag_aanvulling import VraagAanvulling
from zvhh_triage.views.answers import AanvullingBeeld, UitkomstBeeld, VersieBeeld


def beoordelen(config: Configuratie) -> APIRouter:
    """The routes by which a zaak is judged."""
    beeld = partial(lookups.beeld, config)
    router = APIRouter(prefix="/v1/triages", tags=["triages"], route_class=Route)

    @router.post("/{zaak_id}/pilotoordeel", status_code=201, operation_id="beoordeel_pilot")
    async def pilotoordeel(zaken: Zaken, zaak_id: ZaakId, oordeel: BeoordeelPilot) -> VersieBeeld:
        """Judge whether a zaak with another relation belongs to the pilot (S1b)."""
        return VersieBeeld.model_validate(await zaken.do(zaak_id, oordeel, seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/oordelen", status_code=201, operation_id="beoordeel")
    async def beoordeel(zaken: Zaken, zaak_id: ZaakId, oordeel: Beoordeel) -> VersieBeeld:
        """Judge one of the three criteria (S8)."""
        return VersieBeeld.model_validate(await zaken.do(zaak_id, oordeel, seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/aanvullingen", status_code=201, operation_id="vraag_aanvulling")
    async def aanvullingen(zaken: Zaken, zaak_id: ZaakId, vraag: VraagAanvulling) -> AanvullingBeeld:
        """Ask the reporter for more (S10)."""
        return AanvullingBeeld.model_validate(await zaken.do(zaak_id, vraag, seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/bevestiging", status_code=201, operation_id="bevestig")
    async def bevestiging(zaken: Zaken, zaak_id: ZaakId, bevestiging: Bevestig) -> UitkomstBeeld:
        """Confirm the outcome, by name (S10, L9)."""
        return UitkomstBeeld.model_validate(await zaken.do(zaak_id, bevestiging, seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/voeging", status_code=201, operation_id="voeg")
    async def voeging(zaken: Zaken, zaak_id: ZaakId, voeging: Voeg) -> UitkomstBeeld:
        """Join the melding to a running zaak (D11b)."""
        found = await lookups.zoek_hoofdzaak(zaken, zaak_id, voeging.bij)
        return UitkomstBeeld.model_validate(await zaken.do(zaak_id, voeging.vond(found), seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/splitsing", status_code=201, operation_id="splits")
    async def splitsing(zaken: Zaken, zaak_id: ZaakId, splitsing: Splits) -> UitkomstBeeld:
        """Split a joined melding off again, within 30 days (D11b)."""
        return UitkomstBeeld.model_validate(await zaken.do(zaak_id, splitsing, seen=partial(beeld, zaken)))

    return router

# SPDX-License-Identifier: EUPL-1.2
"""The work on a zaak: claim, hand over, spoed, tasks that a person ends."""

from functools import partial

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Route, ZaakId, Zaken
from zvhh_triage import lookups
from zvhh_triage.domain.commands.draag_over import DraagOver
from zvhh_triage.domain.commands.pak import Pak
from zvhh_triage.domain.commands.rond_af import RondAf
from zvhh_triage.domain.commands.zet_spoed import ZetSpoed
from zvhh_triage.views.answers import EigenaarschapBeeld, SpoedstandBeeld, TaakAfgerondBeeld


def werk(config: Configuratie) -> APIRouter:
    """The routes by which work is divided (D2)."""
    beeld = partial(lookups.beeld, config)
    router = APIRouter(prefix="/v1/triages", tags=["werk"], route_class=Route)

    @router.post("/{zaak_id}/eigenaar", status_code=201, operation_id="pak")
    async def pak(zaken: Zaken, zaak_id: ZaakId) -> EigenaarschapBeeld:
        """Claim the zaak (D2)."""
        return EigenaarschapBeeld.model_validate(await zaken.do(zaak_id, Pak(), seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/overdracht", status_code=201, operation_id="draag_over")
    async def draag_over(zaken: Zaken, zaak_id: ZaakId, overdracht: DraagOver) -> EigenaarschapBeeld:
        """Hand the zaak over to another procesregisseur (D2)."""
        return EigenaarschapBeeld.model_validate(await zaken.do(zaak_id, overdracht, seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/spoed", status_code=201, operation_id="zet_spoed")
    async def zet_spoed(zaken: Zaken, zaak_id: ZaakId, spoed: ZetSpoed) -> SpoedstandBeeld:
        """Say that the zaak can't wait, or no longer, with reason (D2)."""
        return SpoedstandBeeld.model_validate(await zaken.do(zaak_id, spoed, seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/afgeronde-taken", status_code=201, operation_id="rond_taak_af")
    async def rond_af(zaken: Zaken, zaak_id: ZaakId, taak: RondAf) -> TaakAfgerondBeeld:
        """Say that a task is done, for example that the reporter was called back (S5)."""
        return TaakAfgerondBeeld.model_validate(await zaken.do(zaak_id, taak, seen=partial(beeld, zaken)))

    return router

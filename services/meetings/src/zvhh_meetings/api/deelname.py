# SPDX-License-Identifier: EUPL-1.2
"""Who takes part and who leads, over HTTP: partners join and leave after the weegoverleg (L4b), the casusregie (S16)."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Route, ZaakId, Zaken
from zvhh_meetings.domain.commands.laat_vertrekken import LaatVertrekken
from zvhh_meetings.domain.commands.voeg_deelnemer_toe import VoegDeelnemerToe
from zvhh_meetings.domain.commands.wijs_casusregie_aan import WijsCasusregieAan
from zvhh_meetings.views.answers import AangewezenBeeld, DeelnameBeeld
from zvhh_meetings.views.overlegtraject import TrajectBeeld

PartnerOin = Annotated[str, Path(pattern=r"^[0-9]{20}$", description="Het OIN van de partner.")]


def routes(config: Configuratie) -> APIRouter:
    """These routes under a configuration."""
    router = APIRouter(prefix="/v1/overlegtrajecten/{zaak_id}", tags=["overlegtrajecten"], route_class=Route)
    seen = partial(TrajectBeeld.van, config)

    @router.post("/deelnemers", status_code=201, operation_id="voeg_deelnemer_toe")
    async def voeg_toe(zaken: Zaken, zaak_id: ZaakId, deelnemer: VoegDeelnemerToe) -> DeelnameBeeld:
        """A partner takes part from today (L4b)."""
        return DeelnameBeeld.model_validate(await zaken.do(zaak_id, deelnemer, seen=seen))

    @router.post("/deelnemers/{oin}/vertrek", status_code=201, operation_id="laat_deelnemer_vertrekken")
    async def vertrek(zaken: Zaken, zaak_id: ZaakId, oin: PartnerOin, vertrek: LaatVertrekken) -> DeelnameBeeld:
        """A partner leaves and hands over what is open (L4b)."""
        return DeelnameBeeld.model_validate(await zaken.do(zaak_id, vertrek, ref=oin, seen=seen))

    @router.post("/casusregie", status_code=201, operation_id="wijs_casusregie_aan")
    async def casusregie(zaken: Zaken, zaak_id: ZaakId, keuze: WijsCasusregieAan) -> AangewezenBeeld:
        """Appoint the casusregie between two overleggen; regie answers (S16)."""
        return AangewezenBeeld.model_validate(await zaken.do(zaak_id, keuze, seen=seen))

    return router

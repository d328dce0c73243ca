# SPDX-License-Identifier: EUPL-1.2
"""The mean of the rhythm over all zaken in sight (S13)."""

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Route, Zaken
from zvhh_meetings.domain.overlegtraject import TRAJECT
from zvhh_meetings.domain.rules.ritme import tussenpozen
from zvhh_meetings.views.ritme import GemiddeldRitmeBeeld


def routes(config: Configuratie) -> APIRouter:
    """These routes under a configuration."""
    router = APIRouter(prefix="/v1/ritme", tags=["ritme"], route_class=Route)

    @router.get("", operation_id="lees_ritme")
    async def ritme(zaken: Zaken) -> GemiddeldRitmeBeeld:
        """The mean of the days between held casusoverleggen over every zaak in sight, beside ten weeks (S13)."""
        return GemiddeldRitmeBeeld.van(config, [tussenpozen(traject) async for _, traject in zaken.every(TRAJECT)])

    return router

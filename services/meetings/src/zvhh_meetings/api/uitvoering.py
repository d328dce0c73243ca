# SPDX-License-Identifier: EUPL-1.2
"""What is done between overleggen, over HTTP: how agreements and interventions stand, and which task is done (S12, D3)."""

from functools import partial

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Route, ZaakId, Zaken
from zvhh_meetings.api.overleggen import Nummer
from zvhh_meetings.domain.commands.meld_afspraak import MeldAfspraak
from zvhh_meetings.domain.commands.meld_interventie import MeldInterventie
from zvhh_meetings.domain.commands.rond_af import RondAf
from zvhh_meetings.domain.commands.voeg_lopende_afspraak_toe import VoegLopendeAfspraakToe
from zvhh_meetings.views.answers import GemeldBeeld, GenummerdBeeld, TaakAfgerondBeeld
from zvhh_meetings.views.overlegtraject import TrajectBeeld


def routes(config: Configuratie) -> APIRouter:
    """These routes under a configuration."""
    router = APIRouter(prefix="/v1/overlegtrajecten/{zaak_id}", tags=["overlegtrajecten"], route_class=Route)
    seen = partial(TrajectBeeld.van, config)

    @router.post("/afspraken", status_code=201, operation_id="voeg_lopende_afspraak_toe")
    async def lopend(zaken: Zaken, zaak_id: ZaakId, afspraak: VoegLopendeAfspraakToe) -> GenummerdBeeld:
        """Type an open agreement of a running case of before the pilot (S6c)."""
        return GenummerdBeeld.model_validate(await zaken.do(zaak_id, afspraak, seen=seen))

    @router.post("/afspraken/{nummer}/stand", status_code=201, operation_id="meld_afspraak")
    async def afspraak(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, stand: MeldAfspraak) -> GemeldBeeld:
        """How an own agreement stands (D3, S12)."""
        return GemeldBeeld.model_validate(await zaken.do(zaak_id, stand, number=nummer, seen=seen))

    @router.post("/interventies/{nummer}/stand", status_code=201, operation_id="meld_interventie")
    async def interventie(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, stand: MeldInterventie) -> GemeldBeeld:
        """How an own intervention stands (S12)."""
        return GemeldBeeld.model_validate(await zaken.do(zaak_id, stand, number=nummer, seen=seen))

    @router.post("/afgeronde-taken", status_code=201, operation_id="rond_taak_af")
    async def rond_af(zaken: Zaken, zaak_id: ZaakId, taak: RondAf) -> TaakAfgerondBeeld:
        """Say that a task is done, and what was found: that no earlier overleg is needed, for example (D4, S11)."""
        return TaakAfgerondBeeld.model_validate(await zaken.do(zaak_id, taak, seen=seen))

    return router

# SPDX-License-Identifier: EUPL-1.2
"""The roster of the procesregisseur van de dag: a month, today, setting days and swapping two (S5, D2)."""

from typing import Annotated

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Route, Zaken
from zvhh_triage.domain.commands.ruil_rooster import Ruil
from zvhh_triage.domain.commands.zet_rooster import ZetRooster
from zvhh_triage.domain.rooster import rooster_id
from zvhh_triage.lookups import lees_rooster
from zvhh_triage.views.answers import RoosterGewijzigdBeeld
from zvhh_triage.views.rooster import RoosterBeeld, VandaagBeeld

Maand = Annotated[str, Path(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="Een maand, zoals 2025-06.")]


def rooster(config: Configuratie) -> APIRouter:
    """The routes of the roster."""
    router = APIRouter(prefix="/v1/rooster", tags=["rooster"], route_class=Route)

    @router.get("/vandaag", operation_id="lees_rooster_vandaag")
    async def vandaag(zaken: Zaken) -> VandaagBeeld:
        """Whom to call today: name and number, or the number alone where nobody is on duty (S5)."""
        today = local_date(zaken.received)
        return VandaagBeeld.van(config, today, await lees_rooster(zaken, rooster_id(today)))

    @router.get("/{maand}", operation_id="lees_rooster")
    async def lees(zaken: Zaken, maand: Maand) -> RoosterBeeld:
        """A month, day by day, with every change."""
        return RoosterBeeld.van(config, maand, await lees_rooster(zaken, f"rooster-{maand}"))

    @router.post("/{maand}/dagen", status_code=201, operation_id="zet_rooster")
    async def zet(zaken: Zaken, maand: Maand, dagen: ZetRooster) -> RoosterGewijzigdBeeld:
        """Set who is on duty on days of this month; the others stay as they are."""
        return RoosterGewijzigdBeeld.model_validate(await zaken.create(f"rooster-{maand}", dagen))

    @router.post("/{maand}/ruil", status_code=201, operation_id="ruil_rooster")
    async def ruil(zaken: Zaken, maand: Maand, ruil: Ruil) -> RoosterGewijzigdBeeld:
        """Swap two days of this month."""
        return RoosterGewijzigdBeeld.model_validate(await zaken.create(f"rooster-{maand}", ruil))

    return router

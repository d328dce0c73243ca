# SPDX-License-Identifier: EUPL-1.2
"""Minutes over HTTP: recording them for good, adding to them, putting a decision right, reading them; and the overdracht
that stays when a casus has ended (S11, S12, S14b, D3).

Not for: planning an overleg (`overleggen`), nor rules.
"""

from functools import partial
from typing import Any

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Problem, Route, ZaakId, Zaken
from zvhh_meetings.api.overleggen import Nummer
from zvhh_meetings.domain.commands.herzie_weegbesluit import HerzieWeegbesluit
from zvhh_meetings.domain.commands.leg_aanvulling_vast import LegAanvullingVast
from zvhh_meetings.domain.commands.leg_casusverslag_vast import LegCasusverslagVast
from zvhh_meetings.domain.commands.leg_weegverslag_vast import LegWeegverslagVast
from zvhh_meetings.domain.rules.behandeling import gehouden_overleg
from zvhh_meetings.views.answers import AangevuldBeeld, HerzienBeeld, VastgelegdBeeld
from zvhh_meetings.views.overdracht import OverdrachtBeeld
from zvhh_meetings.views.overlegtraject import TrajectBeeld
from zvhh_meetings.views.verslag import VerslagBeeld

_NOT_YET: dict[int | str, dict[str, Any]] = {409: {"$ref": "#/components/responses/409"}}
"""Minutes that are not recorded yet."""


def routes(config: Configuratie) -> APIRouter:
    """These routes under a configuration."""
    router = APIRouter(prefix="/v1/overlegtrajecten/{zaak_id}", tags=["overlegtrajecten"], route_class=Route)
    _recording(router, config)
    _reading(router, config)
    return router


def _recording(router: APIRouter, config: Configuratie) -> None:
    seen = partial(TrajectBeeld.van, config)

    @router.post("/overleggen/{nummer}/weegverslag", status_code=201, operation_id="leg_weegverslag_vast")
    async def weegverslag(
        zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, verslag: LegWeegverslagVast
    ) -> VastgelegdBeeld:
        """Record the minutes of a weegoverleg for good (S11)."""
        return VastgelegdBeeld.model_validate(await zaken.do(zaak_id, verslag, number=nummer, seen=seen))

    @router.post("/overleggen/{nummer}/casusverslag", status_code=201, operation_id="leg_casusverslag_vast")
    async def casusverslag(
        zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, verslag: LegCasusverslagVast
    ) -> VastgelegdBeeld:
        """Record the minutes of a casusoverleg for good (S12)."""
        return VastgelegdBeeld.model_validate(await zaken.do(zaak_id, verslag, number=nummer, seen=seen))

    @router.post("/overleggen/{nummer}/aanvullingen", status_code=201, operation_id="leg_aanvulling_vast")
    async def aanvulling(
        zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, aanvulling: LegAanvullingVast
    ) -> AangevuldBeeld:
        """Add to recorded minutes, dated; the minutes themselves never change (D3)."""
        return AangevuldBeeld.model_validate(await zaken.do(zaak_id, aanvulling, number=nummer, seen=seen))

    @router.post("/overleggen/{nummer}/herziening", status_code=201, operation_id="herzie_weegbesluit")
    async def herziening(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, besluit: HerzieWeegbesluit) -> HerzienBeeld:
        """Put right what a weegoverleg decided, with a reason, until its effect is final (D3)."""
        return HerzienBeeld.model_validate(await zaken.do(zaak_id, besluit, number=nummer, seen=seen))


def _reading(router: APIRouter, config: Configuratie) -> None:
    @router.get("/overleggen/{nummer}/verslag", operation_id="lees_verslag", responses=_NOT_YET)
    async def verslag(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer) -> VerslagBeeld:
        """The minutes of a held overleg: beeldvorming, oordeelsvorming, besluitvorming, with what was added later (D3)."""
        traject = await zaken.get(zaak_id)
        return VerslagBeeld.van(config, zaak_id, traject, gehouden_overleg(traject, nummer))

    @router.get("/overdracht", operation_id="lees_overdracht")
    async def overdracht(zaken: Zaken, zaak_id: ZaakId) -> OverdrachtBeeld:
        """Who goes on after the end of a casus, with which agreements and signals; readable for 30 days (S14b)."""
        traject = await zaken.get(zaak_id)
        if not traject.overdracht_leesbaar(local_date(zaken.received)):
            raise Problem(404)
        return OverdrachtBeeld.van(config, zaak_id, traject)

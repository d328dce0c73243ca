# SPDX-License-Identifier: EUPL-1.2
"""Minutes over HTTP: recording them for good, adding to them, putting a decision right, reading them; and the overdracht
that stays when a casus has ended (S11, S12, S14b, D3).

For: `api`, which adds these routes to its own. Not for: planning an overleg, nor rules.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.http import Problem, ZaakId, Zaken
from zvhh_meetings.domain.commands.herzie_weegbesluit import HerzieWeegbesluit
from zvhh_meetings.domain.commands.leg_aanvulling_vast import AanvullingInvoer, LegAanvullingVast
from zvhh_meetings.domain.commands.leg_casusverslag_vast import LegCasusverslagVast
from zvhh_meetings.domain.commands.leg_weegverslag_vast import LegWeegverslagVast
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import CasusverslagInvoer, HerzieningInvoer, WeegverslagInvoer
from zvhh_meetings.domain.rules.behandeling import gehouden_overleg
from zvhh_meetings.views.answers import AangevuldBeeld, HerzienBeeld, VastgelegdBeeld
from zvhh_meetings.views.overlegtraject import TrajectBeeld
from zvhh_meetings.views.verslag import OverdrachtBeeld, VerslagBeeld

Nummer = Annotated[int, Path(ge=1, le=100_000, description="Het nummer binnen deze zaak.")]

_NOT_YET: dict[int | str, dict[str, Any]] = {409: {"$ref": "#/components/responses/409"}}
"""Minutes that are not recorded yet."""


def add_to(router: APIRouter, config: Configuratie) -> None:
    """Add these routes to those of the overlegtrajecten."""
    _recording(router, config)
    _afterwards(router, config)
    _reading(router, config)


def _recording(router: APIRouter, config: Configuratie) -> None:
    def seen(zaak_id: str, traject: Overlegtraject) -> TrajectBeeld:
        return TrajectBeeld.van(config, zaak_id, traject)

    @router.post("/{zaak_id}/overleggen/{nummer}/weegverslag", status_code=201, operation_id="leg_weegverslag_vast")
    async def weegverslag(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, verslag: WeegverslagInvoer) -> VastgelegdBeeld:
        """Record the minutes of a weegoverleg for good (S11)."""
        vast = LegWeegverslagVast(nummer=nummer, verslag=verslag)
        return VastgelegdBeeld.model_validate(await zaken.do(zaak_id, vast, seen=seen))

    @router.post("/{zaak_id}/overleggen/{nummer}/casusverslag", status_code=201, operation_id="leg_casusverslag_vast")
    async def casusverslag(
        zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, verslag: CasusverslagInvoer
    ) -> VastgelegdBeeld:
        """Record the minutes of a casusoverleg for good (S12)."""
        vast = LegCasusverslagVast(nummer=nummer, verslag=verslag)
        return VastgelegdBeeld.model_validate(await zaken.do(zaak_id, vast, seen=seen))


def _afterwards(router: APIRouter, config: Configuratie) -> None:
    def seen(zaak_id: str, traject: Overlegtraject) -> TrajectBeeld:
        return TrajectBeeld.van(config, zaak_id, traject)

    @router.post("/{zaak_id}/overleggen/{nummer}/aanvullingen", status_code=201, operation_id="leg_aanvulling_vast")
    async def aanvulling(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, aanvulling: AanvullingInvoer) -> AangevuldBeeld:
        """Add to recorded minutes, dated; the minutes themselves never change (D3)."""
        command = LegAanvullingVast(nummer=nummer, aanvulling=aanvulling)
        return AangevuldBeeld.model_validate(await zaken.do(zaak_id, command, seen=seen))

    @router.post("/{zaak_id}/overleggen/{nummer}/herziening", status_code=201, operation_id="herzie_weegbesluit")
    async def herziening(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, herziening: HerzieningInvoer) -> HerzienBeeld:
        """Put right what a weegoverleg decided, with a reason, until its effect is final (D3)."""
        herzie = HerzieWeegbesluit(nummer=nummer, herziening=herziening)
        return HerzienBeeld.model_validate(await zaken.do(zaak_id, herzie, seen=seen))


def _reading(router: APIRouter, config: Configuratie) -> None:
    @router.get("/{zaak_id}/overleggen/{nummer}/verslag", operation_id="lees_verslag", responses=_NOT_YET)
    async def verslag(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer) -> VerslagBeeld:
        """The minutes of a held overleg: beeldvorming, oordeelsvorming, besluitvorming, with what was added later (D3)."""
        traject = await zaken.get(zaak_id)
        return VerslagBeeld.van(config, zaak_id, traject, gehouden_overleg(traject, nummer))

    @router.get("/{zaak_id}/overdracht", operation_id="lees_overdracht")
    async def overdracht(zaken: Zaken, zaak_id: ZaakId) -> OverdrachtBeeld:
        """Who goes on after the end of a casus, with which agreements and signals; readable for 30 days (S14b)."""
        traject = await zaken.get(zaak_id)
        if not traject.overdracht_leesbaar(local_date(zaken.received)):
            raise Problem(404)
        return OverdrachtBeeld.van(config, zaak_id, traject)

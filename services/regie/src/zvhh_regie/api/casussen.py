# SPDX-License-Identifier: EUPL-1.2
"""/v1/casussen: the list, one casus, and what a procesregisseur decides on its place (S6b) and zwaartepunt (S16)."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken
from zvhh_regie import queries
from zvhh_regie.domain.casus import CASUS, Stand
from zvhh_regie.domain.commands.maak_opening_ongedaan import MaakOpeningOngedaan
from zvhh_regie.domain.commands.verlaat_wachtlijst import VerlaatWachtlijst
from zvhh_regie.domain.commands.wijzig_zwaartepunt import WijzigZwaartepunt
from zvhh_regie.lookups import casus_in_beeld
from zvhh_regie.views.answers import StandBeeld, ZwaartepuntGezetBeeld
from zvhh_regie.views.casus import CasusBeeld, CasusRegelBeeld


def router(config: Configuratie) -> APIRouter:
    casussen = APIRouter(prefix="/v1/casussen", tags=["casussen"], route_class=Route)
    _reading(casussen, config)
    _deciding(casussen, config)
    return casussen


def _reading(router: APIRouter, config: Configuratie) -> None:
    @router.get("", operation_id="lees_casussen")
    async def casussen(
        zaken: Zaken,
        page: PageQuery,
        stand: Annotated[list[Stand] | None, Query(description="Zonder: wat loopt of wacht.")] = None,
    ) -> Page[CasusRegelBeeld]:
        """The casussen that the asker may see, oldest melding first; closed ones for nobody (L6, L8)."""
        view = partial(CasusRegelBeeld.van, config, zaken.received, voor=zaken.actor.oin)
        wanted = queries.casussen(stand or queries.IN_REGIE)
        return await zaken.page(view, wanted, sort=queries.ONTVANGEN, page=page, kind=CASUS)

    @router.get("/{zaak_id}", operation_id="lees_casus")
    async def casus(zaken: Zaken, zaak_id: ZaakId) -> CasusBeeld:
        """One casus: stand, place, clock, casusregie with its history and gaps, incidents with every version, tijdlijn."""
        return casus_in_beeld(config, zaken, zaak_id, await zaken.get(zaak_id))


def _deciding(router: APIRouter, config: Configuratie) -> None:
    beeld = partial(casus_in_beeld, config)

    @router.post("/{zaak_id}/ongedane-opening", status_code=201, operation_id="maak_opening_ongedaan")
    async def ongedaan(zaken: Zaken, zaak_id: ZaakId, command: MaakOpeningOngedaan) -> StandBeeld:
        """Undo an opening made in error, before the first held casusoverleg: its place is free again (S6b)."""
        return StandBeeld.model_validate(await zaken.do(zaak_id, command, seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/wachtlijst/vertrek", status_code=201, operation_id="verlaat_wachtlijst")
    async def vertrek(zaken: Zaken, zaak_id: ZaakId, command: VerlaatWachtlijst) -> StandBeeld:
        """Take a casus from the line, by a way on (S6b, D5)."""
        return StandBeeld.model_validate(await zaken.do(zaak_id, command, seen=partial(beeld, zaken)))

    @router.post("/{zaak_id}/zwaartepunten", status_code=201, operation_id="wijzig_zwaartepunt")
    async def zwaartepunt(zaken: Zaken, zaak_id: ZaakId, command: WijzigZwaartepunt) -> ZwaartepuntGezetBeeld:
        """Say in which gemeente the zwaartepunt lies, dated and with the reason; the former ones stay (S16)."""
        return ZwaartepuntGezetBeeld.model_validate(await zaken.do(zaak_id, command, seen=partial(beeld, zaken)))

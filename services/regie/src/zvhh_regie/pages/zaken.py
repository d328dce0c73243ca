# SPDX-License-Identifier: EUPL-1.2
"""/zaken: the list, a zaak by its kenmerk, and the search box above every page."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import PageAsked, PageQuery, Zaken
from zvhh_kit.web import OnScreen, PageRoute
from zvhh_regie import queries
from zvhh_regie.domain.casus import CASUS
from zvhh_regie.lookups import casus_in_beeld
from zvhh_regie.pages.gekozen import Kenmerk, Nummer, als_kenmerk, zaak_id_van
from zvhh_regie.views.casus import CasusRegelBeeld

Gezocht = Annotated[str, Query(max_length=40)]
Vastgelegd = Annotated[int, Query(ge=0, le=100_000)]


def router(config: Configuratie) -> APIRouter:
    pages = APIRouter(prefix="/zaken", route_class=PageRoute)

    @pages.get("", openapi_extra={"like": "lees_casussen"})
    async def lijst(zaken: Zaken, screen: OnScreen, page: PageQuery, kenmerk: Gezocht = "") -> Response:
        """What runs or waits, oldest melding first; or on to the zaak with the kenmerk that was typed."""
        gezocht = als_kenmerk(kenmerk)
        if gezocht is not None:
            return screen.to(f"/zaken/{gezocht}")
        view = partial(CasusRegelBeeld.van, config, zaken.received, voor=zaken.actor.oin)
        found = await zaken.page(
            view, queries.casussen(queries.IN_REGIE), sort=queries.ONTVANGEN, page=page, kind=CASUS
        )
        return screen.show("zaken.html", zaken=found.items, volgende=found.volgende, geen_kenmerk=kenmerk)

    @pages.get("/{kenmerk}", openapi_extra={"like": "lees_casus"})
    async def zaak(
        zaken: Zaken, screen: OnScreen, kenmerk: Kenmerk, nummer: Nummer = 0, incident: Vastgelegd = 0
    ) -> Response:
        """One zaak; where two share the kenmerk, both, to choose from. `incident`: the one that was just recorded."""
        zaak_id = await zaak_id_van(zaken, kenmerk, nummer)
        if zaak_id is None:
            view = partial(CasusRegelBeeld.van, config, zaken.received, voor=zaken.actor.oin)
            wanted = queries.met_kenmerk(kenmerk)
            found = await zaken.page(view, wanted, sort=queries.ID, page=PageAsked(), kind=CASUS)
            return screen.show("kies.html", kenmerk=kenmerk, zaken=found.items)
        beeld = casus_in_beeld(config, zaken, zaak_id, await zaken.get(zaak_id))
        return screen.show("zaak.html", zaak=beeld, nummer=nummer, vastgelegd=incident)

    return pages

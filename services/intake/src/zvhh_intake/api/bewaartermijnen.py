# SPDX-License-Identifier: EUPL-1.2
"""The terms of all zaken over HTTP, closed ones too: read, renewed, put on hold and released (L8); and the zaken of one
person, for the contactpunt (L10). Nothing of any content, but why a person renewed or holds a term."""

from typing import Annotated

from fastapi import APIRouter, Query

from zvhh_intake import queries
from zvhh_intake.domain.commands.geef_vrij import GeefVrij
from zvhh_intake.domain.commands.houd_aan import HoudAan
from zvhh_intake.domain.commands.verleng_bewaren import VerlengBewaren
from zvhh_intake.domain.commands.zoek_persoon import ZoekPersoon
from zvhh_intake.domain.melding import MELDING
from zvhh_intake.lookups import gezocht
from zvhh_intake.views.bewaartermijnen import BewaardetailBeeld, BewaartermijnBeeld, ZakenVanPersoonBeeld
from zvhh_kit.domain.calendar import add_months, local_date
from zvhh_kit.http import Gedaan, Page, PageQuery, Route, ZaakId, Zaken


def bewaartermijnen() -> APIRouter:
    router = APIRouter(tags=["bewaren"], route_class=Route)

    @router.get("/v1/bewaartermijnen", operation_id="lees_bewaartermijnen")
    async def lijst(
        zaken: Zaken,
        page: PageQuery,
        binnen: Annotated[int, Query(ge=0, le=120, description="Binnen hoeveel maanden de termijn afloopt.")] = 3,
        aangehouden: Annotated[bool, Query(description="Alleen de zaken die worden aangehouden.")] = False,
    ) -> Page[BewaartermijnBeeld]:
        """The zaken whose term ends soon, the first to go on top, closed ones too; or those on hold. No content (L8)."""
        tot = add_months(local_date(zaken.received), binnen)
        gevraagd, sort = queries.aangehouden() if aangehouden else queries.loopt_af(tot)
        return await zaken.page(BewaartermijnBeeld.van, gevraagd, sort=sort, page=page, kind=MELDING)

    @router.get("/v1/bewaartermijnen/{zaak_id}", operation_id="lees_bewaartermijn")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> BewaardetailBeeld:
        """The term of one zaak, with every renewal and hold: by whom, on whose word and why (L8). No content."""
        return BewaardetailBeeld.van(zaak_id, await zaken.get(zaak_id, kind=MELDING))

    @router.post("/v1/bewaartermijnen/{zaak_id}/verlenging", status_code=201, operation_id="verleng_bewaren")
    async def verleng(zaken: Zaken, zaak_id: ZaakId, verlenging: VerlengBewaren) -> Gedaan:
        """Keep the zaak longer, with the consent of every supplier; 400 names each that is missing (L8)."""
        return Gedaan(resultaat=await zaken.do(zaak_id, verlenging, MELDING, seen=BewaardetailBeeld.van))

    @router.post("/v1/bewaartermijnen/{zaak_id}/aanhouding", status_code=201, operation_id="houd_bewaren_aan")
    async def houd_aan(zaken: Zaken, zaak_id: ZaakId, aanhouding: HoudAan) -> Gedaan:
        """Put the zaak on hold by name and with a reason: it is not destroyed until it is released (L8)."""
        return Gedaan(resultaat=await zaken.do(zaak_id, aanhouding, MELDING, seen=BewaardetailBeeld.van))

    @router.post("/v1/bewaartermijnen/{zaak_id}/vrijgave", status_code=201, operation_id="geef_bewaren_vrij")
    async def geef_vrij(zaken: Zaken, zaak_id: ZaakId, vrijgave: GeefVrij) -> Gedaan:
        """End the hold; a zaak that is past its term is then destroyed at once (L8)."""
        return Gedaan(resultaat=await zaken.do(zaak_id, vrijgave, MELDING, seen=BewaardetailBeeld.van))

    @router.post("/v1/betrokkenen/zaken", operation_id="zoek_zaken_van_persoon", openapi_extra={"x-begrensd": "zoeken"})
    async def van_persoon(zaken: Zaken, vraag: ZoekPersoon) -> ZakenVanPersoonBeeld:
        """Every zaak in which this person is, closed ones too: kenmerk, stand and dates (L10); logged with the reason."""
        hashes = queries.van_persoon(vraag.hashes(zaken.blind))
        gevonden = await zaken.find(hashes, kind=MELDING, reason=vraag.reden, sought=gezocht(zaken, vraag))
        return ZakenVanPersoonBeeld(zaken=tuple(BewaartermijnBeeld.van(*one) for one in gevonden))

    return router

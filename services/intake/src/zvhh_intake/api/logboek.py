# SPDX-License-Identifier: EUPL-1.2
"""Who read and wrote what about one person, for supervision and for who asks it of their own data (L7, L10, AVG art. 15).

Only intake knows who a person is: here their pseudonyms are found. Not for: the rest of the log (`zvhh_kit.http`).
"""

from fastapi import APIRouter
from starlette.requests import Request

from zvhh_intake import queries
from zvhh_intake.domain.commands.zoek_persoon import ZoekPersoon
from zvhh_intake.domain.melding import MELDING
from zvhh_intake.lookups import gezocht
from zvhh_intake.views.logboek import VerwerkingenVanPersoon
from zvhh_kit.http import PageQuery, Route, Zaken
from zvhh_kit.http.logboek import lees_log
from zvhh_kit.privacy.reading import LogAsked


def logboek() -> APIRouter:
    router = APIRouter(tags=["logboek"], route_class=Route)

    @router.post(
        "/v1/betrokkenen/verwerkingen",
        operation_id="zoek_verwerkingen_van_persoon",
        openapi_extra={"x-begrensd": "zoeken"},
    )
    async def van_persoon(
        request: Request, zaken: Zaken, vraag: ZoekPersoon, page: PageQuery
    ) -> VerwerkingenVanPersoon:
        """Every line about a person: what was done with their data, and who looked for them, oldest first."""
        hashes, over = vraag.hashes(zaken.blind), gezocht(zaken, vraag)
        gevonden = await zaken.find(queries.van_persoon(hashes), MELDING, limit=1000, reason=vraag.reden, sought=over)
        wie = [
            zaken.person(zaak, f"betrokkene-{one.nr}")
            for zaak, daar in gevonden
            for one in daar.sporen
            if one.hash in hashes
        ]
        van_zaken = [zaken.person(zaak) for zaak, _ in gevonden]
        asked = LogAsked(subjects=[*over, *dict.fromkeys(wie), *van_zaken])
        deel = await lees_log(request, asked, page, vraag.reden, about=over)
        return VerwerkingenVanPersoon(items=deel.items, volgende=deel.volgende, zaken=[zaak for zaak, _ in gevonden])

    return router

# SPDX-License-Identifier: EUPL-1.2
"""Who is barred from a zaak, over HTTP; for procesregisseurs only, for even that somebody is barred may say who (L6)."""

from fastapi import APIRouter

from zvhh_intake.domain.commands.hef_wering_op import HefWeringOp
from zvhh_intake.domain.commands.weer import Weer
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.views.answers import WeringGedaanBeeld
from zvhh_intake.views.weringen import WeringBeeld, WeringenBeeld
from zvhh_kit.http import Gedaan, Route, ZaakId, Zaken


def weringen() -> APIRouter:
    router = APIRouter(prefix="/v1/meldingen/{zaak_id}/weringen", tags=["toegang"], route_class=Route)

    @router.get("", operation_id="lees_weringen")
    async def lijst(zaken: Zaken, zaak_id: ZaakId) -> WeringenBeeld:
        """Who was barred from this zaak and who was let in again, with the reasons (L6)."""
        return _beeld(zaak_id, await zaken.get(zaak_id, kind=MELDING))

    @router.post("", status_code=201, operation_id="weer_persoon")
    async def weer(zaken: Zaken, zaak_id: ZaakId, wering: Weer) -> WeringGedaanBeeld:
        """Bar a person from this zaak, in every role: here at once, in every service when it hears of it (L6)."""
        return WeringGedaanBeeld(resultaat=await zaken.do(zaak_id, wering, kind=MELDING, seen=_beeld))

    @router.post("/opheffing", status_code=201, operation_id="hef_wering_op")
    async def hef_op(zaken: Zaken, zaak_id: ZaakId, opheffing: HefWeringOp) -> Gedaan:
        """Let a person in again, as far as their organisation may (L6)."""
        return Gedaan(resultaat=await zaken.do(zaak_id, opheffing, kind=MELDING, seen=_beeld))

    return router


def _beeld(_: str, melding: Melding) -> WeringenBeeld:
    return WeringenBeeld(weringen=tuple(WeringBeeld.model_validate(one) for one in melding.weringen))

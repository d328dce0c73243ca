# SPDX-License-Identifier: EUPL-1.2
"""/v1/taken: what must be done in the casussen, for who asks; and saying that it is done. Not for: what is a task; that is `domain.derived`."""

from functools import partial

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taakbeeld import ZaakTaken
from zvhh_contracts.taken import is_voor, van
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken
from zvhh_regie.domain.casus import CASUS, Casus
from zvhh_regie.domain.commands.rond_af import RondAf
from zvhh_regie.lookups import casus_in_beeld
from zvhh_regie.queries import TAKEN_VOLGORDE, met_taken
from zvhh_regie.views.answers import TaakAfgerondBeeld


def router(config: Configuratie) -> APIRouter:
    taken, beeld = APIRouter(tags=["taken"], route_class=Route), partial(casus_in_beeld, config)

    @taken.get("/v1/taken", operation_id="lees_taken")
    async def lees(zaken: Zaken, page: PageQuery) -> Page[ZaakTaken]:
        """The zaken in which something is to be done by the asker, with what, earliest term first."""
        actor, vandaag = zaken.actor, local_date(zaken.received)

        def rij(zaak_id: str, casus: Casus) -> ZaakTaken:
            voor_mij = [
                taak for taak in casus.taken if taak.code in van("regie") and is_voor(taak, actor.roles, actor.oin)
            ]
            return ZaakTaken.uit(config, zaak_id, casus.kenmerk, voor_mij, vandaag)

        return await zaken.page(rij, met_taken(actor), sort=TAKEN_VOLGORDE, page=page, kind=CASUS)

    @taken.post("/v1/casussen/{zaak_id}/afgeronde-taken", status_code=201, operation_id="rond_taak_af")
    async def rond_af(zaken: Zaken, zaak_id: ZaakId, taak: RondAf) -> TaakAfgerondBeeld:
        """Say that a task is done, and what was found: that waiting is safe still, for example (S6b, D4)."""
        return TaakAfgerondBeeld.model_validate(await zaken.do(zaak_id, taak, seen=partial(beeld, zaken)))

    return taken

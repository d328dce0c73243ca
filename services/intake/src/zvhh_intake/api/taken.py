# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom and until when, over HTTP: the tasks of every zaak that are for who asks."""

from datetime import date

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taakbeeld import ZaakTaken
from zvhh_contracts.taken import Taak, is_voor
from zvhh_intake import queries
from zvhh_intake.api.meldingen import melding_beeld
from zvhh_intake.domain.commands.rond_af import RondAf
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.rules.besluit import bewaartaak
from zvhh_intake.lookups import open_jaarvraag
from zvhh_intake.views.answers import TaakAfgerondBeeld
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Actor
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken


def taken(config: Configuratie) -> APIRouter:
    router = APIRouter(tags=["taken"], route_class=Route)
    maanden = config.termijnen.bewaartermijn_melden_maanden

    @router.get("/v1/taken", operation_id="lees_taken")
    async def lijst(zaken: Zaken, page: PageQuery) -> Page[ZaakTaken]:
        """Your tasks, by zaak, the one whose term ends first on top; and the yearly question to your organisation, which
        is about no zaak: before all others, on the first page."""
        dag = local_date(zaken.received)

        def regel(zaak_id: str, melding: Melding) -> ZaakTaken:
            voor_mij = _van(zaken.actor, melding, dag, maanden)
            return ZaakTaken.uit(config, zaak_id, melding.kenmerk, voor_mij, dag)

        gevraagd, volgorde = queries.taken(zaken.actor, config.termijnen, dag)
        gevonden = await zaken.page(regel, gevraagd, sort=volgorde, page=page, kind=MELDING)
        vraag = await open_jaarvraag(zaken) if page.after is None else None
        if vraag is None:
            return gevonden
        return Page(
            items=(ZaakTaken.uit(config, None, None, [vraag], dag), *gevonden.items), volgende=gevonden.volgende
        )

    @router.post("/v1/meldingen/{zaak_id}/afgeronde-taken", status_code=201, operation_id="rond_taak_af")
    async def rond_af(zaken: Zaken, zaak_id: ZaakId, taak: RondAf) -> TaakAfgerondBeeld:
        """Say that a task is done, and what was found: that the zaak may go at the end of its term, for example (L8)."""
        return TaakAfgerondBeeld.model_validate(
            await zaken.do(zaak_id, taak, MELDING, seen=melding_beeld(config, zaken.actor))
        )

    return router


def _van(actor: Actor, melding: Melding, dag: date, maanden: int) -> tuple[Taak, ...]:
    """The tasks of one zaak that are for the actor."""
    termijn = bewaartaak(melding, dag, maanden)
    alle = (*melding.taken, termijn) if termijn is not None else melding.taken
    return tuple(taak for taak in alle if is_voor(taak, actor.roles, actor.oin))

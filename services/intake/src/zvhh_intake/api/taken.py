# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom and until when, over HTTP: the tasks of every zaak that are for who asks."""

from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taakbeeld import ZaakTaken
from zvhh_contracts.taken import Taak, is_voor
from zvhh_intake.api.jaarvragen import open_jaarvraag
from zvhh_intake.api.meldingen import melding_beeld
from zvhh_intake.domain.commands.rond_af import RondAf
from zvhh_intake.domain.derived import bewaartaak
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.views.bewaartermijnen import TaakAfgerondBeeld
from zvhh_kit.calendar import add_months, local_date
from zvhh_kit.decision import Actor
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken

ONBEKEKEN: dict[str, Any] = {"state.termijn_bekeken": {"$ne": True}}


def taken(config: Configuratie) -> APIRouter:
    """The route of tasks."""
    router = APIRouter(tags=["taken"], route_class=Route)
    maanden = config.termijnen.bewaartermijn_melden_maanden

    @router.get("/v1/taken", operation_id="lees_taken")
    async def lijst(zaken: Zaken, request: Request, page: PageQuery) -> Page[ZaakTaken]:
        """Your tasks, by zaak, the one whose term ends first on top; and the yearly question to your organisation, which
        is about no zaak: before all others, on the first page."""
        dag = local_date(zaken.received)

        def regel(zaak_id: str, melding: Melding) -> ZaakTaken:
            voor_mij = _van(zaken.actor, melding, dag, maanden)
            return ZaakTaken.uit(config, zaak_id, melding.kenmerk, voor_mij, dag)

        gevraagd = _vraag(zaken.actor, dag, maanden)
        gevonden = await zaken.page(regel, gevraagd, sort="state.taak_uiterlijk", page=page, kind=MELDING)
        vraag = await open_jaarvraag(zaken, request) if page.after is None else None
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


def _vraag(actor: Actor, dag: date, maanden: int) -> dict[str, Any]:
    """The zaken with a task for the actor, in any of their roles."""
    delen: list[dict[str, Any]] = [
        {"state.taken": {"$elemMatch": {"voor": rol, "oin": actor.oin}}}
        for rol in ("melder", "deelnemer")
        if rol in actor.roles
    ]
    if "procesregisseur" in actor.roles:
        tot = add_months(dag, maanden).isoformat()
        delen.append({"state.taken.voor": "procesregisseur"})
        delen.append({"state.einde_bewaren": {"$ne": None, "$lte": tot}, "state.vernietigen_op": None} | ONBEKEKEN)
    return {"$or": delen}


def _van(actor: Actor, melding: Melding, dag: date, maanden: int) -> tuple[Taak, ...]:
    """The tasks of one zaak that are for the actor."""
    termijn = bewaartaak(melding, dag, maanden)
    alle = (*melding.taken, termijn) if termijn is not None else melding.taken
    return tuple(taak for taak in alle if is_voor(taak, actor.roles, actor.oin))

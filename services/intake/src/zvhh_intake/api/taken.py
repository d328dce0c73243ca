# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom and until when, over HTTP: the tasks of every zaak that are for who asks."""

from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import Taak
from zvhh_intake.api.jaarvragen import open_jaarvraag
from zvhh_intake.beelden_beheer import TaakBeeld, TakenBeeld, TakenPagina
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.taken import bewaartaak
from zvhh_kit.calendar import add_months, local_date
from zvhh_kit.decision import Actor
from zvhh_kit.http import PageQuery, Route, Zaken


def taken(config: Configuratie) -> APIRouter:
    """The route of tasks."""
    router = APIRouter(prefix="/v1/taken", tags=["taken"], route_class=Route)
    maanden = config.termijnen.bewaartermijn_melden_maanden

    @router.get("", operation_id="lees_taken")
    async def lijst(zaken: Zaken, request: Request, page: PageQuery) -> TakenPagina:
        """Your tasks, by zaak, the one whose term ends first on top; and the yearly question to your organisation."""
        dag = local_date(zaken.received)

        def regel(zaak_id: str, melding: Melding) -> TakenBeeld:
            return TakenBeeld.van(zaak_id, melding, _van(zaken.actor, melding, dag, maanden))

        gevraagd = _vraag(zaken.actor, dag, maanden)
        zaken_met_taken = await zaken.page(regel, gevraagd, sort="state.taak_uiterlijk", page=page, kind="melding")
        vraag = await open_jaarvraag(zaken, request)
        jaarvraag = TaakBeeld.van(vraag) if vraag else None
        return TakenPagina(items=zaken_met_taken.items, volgende=zaken_met_taken.volgende, jaarvraag=jaarvraag)

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
        delen.append({"state.einde_bewaren": {"$ne": None, "$lte": tot}, "state.vernietigen_op": None})
    return {"$or": delen}


def _van(actor: Actor, melding: Melding, dag: date, maanden: int) -> tuple[Taak, ...]:
    """The tasks of one zaak that are for the actor."""
    procesregisseur = "procesregisseur" in actor.roles
    termijn = bewaartaak(melding, dag, maanden) if procesregisseur else None
    voor_mij = tuple(
        taak
        for taak in melding.taken
        if (procesregisseur and taak.voor == "procesregisseur") or (taak.voor in actor.roles and taak.oin == actor.oin)
    )
    return (*voor_mij, termijn) if termijn is not None else voor_mij

# SPDX-License-Identifier: EUPL-1.2
"""Reporting over HTTP, and the routes of every body of which all that is wrong is told at once, its form too (L1).

Where the kit can't read a body by its model, the rest of it is judged all the same. Who may not report, or comes when the
pilot is closed, hears that first and no list of faults (S1, S7).
"""

from collections.abc import Callable, Coroutine, Iterable
from datetime import date, datetime
from typing import Any, Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.commands.dien_in import Indiening, keur, niet_toegelaten
from zvhh_intake.domain.melding import MELDING
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.lookups import lees
from zvhh_intake.views.answers import IngediendBeeld
from zvhh_kit.core.json_document import NotJson, read_json
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Actor, Fault, Refused
from zvhh_kit.http import Documents, Problem, Route, Zaken

Oordeel = Callable[[Any, date], Iterable[Fault]]
"""(JSON document, local day of receipt) → everything that is wrong with it."""

Buiten = Callable[[Actor, datetime], Refused | None]
"""Why somebody may not ask this at this moment, whatever is in it."""


def _niemand(_: Actor, __: datetime) -> None:
    return None


def alles_ineens(oordeel: Oordeel, buiten: Buiten = _niemand) -> type[Route]:
    """The kit's route, with the faults of content beside those of form."""

    class AllesIneens(Route):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def met_alle_fouten(request: Request) -> Response:
                try:
                    return await handle(request)
                except Problem as problem:
                    if problem.status != 400:
                        raise
                    try:
                        document = read_json(await request.body())
                    except NotJson:  # there is nothing to judge
                        raise problem from None
                    van_kop = [fout for fout in problem.faults if fout.place.startswith(("header:", "query:"))]
                    geweigerd = buiten(request.state.actor, request.state.received)
                    gevonden = oordeel(document, local_date(request.state.received))
                    raise geweigerd or Problem(400, faults=[*van_kop, *gevonden]) from None

            return met_alle_fouten

    return AllesIneens


def melden(config: Configuratie) -> APIRouter:
    """The route by which a partner reports."""

    def oordeel(document: Any, dag: date) -> tuple[Fault, ...]:
        return lees(config, document, dag)[1]

    soort = alles_ineens(oordeel, lambda actor, received: niet_toegelaten(config, actor.oin, received))
    router = APIRouter(tags=["meldingen"], route_class=soort)

    @router.post("/v1/meldingen", status_code=201, operation_id="meld")
    async def meld(zaken: Zaken, dien_in: DienIn) -> IngediendBeeld:
        """Report a case for the pilot (S1, S2, S5, S7); every fault is told at once, with its place (L1, L2)."""
        keur(config, dien_in, zaken.actor.oin, zaken.received)
        return IngediendBeeld.model_validate(await give_melding(zaken, dien_in, "rest"))

    return router


async def give_melding(zaken: Documents, melding: DienIn, weg: Literal["rest", "concept"], key: str = "") -> Any:
    """Report what was judged, and return what the reporter is told. The id of the zaak follows from the reporter's own key,
    or from the draft that is sent, each in its own name space: a repeat gets the same answer, also after the window (D1)."""
    zaak_id = zaken.new_id(weg, key)
    indiening = Indiening.van(zaken.blind, melding, zaken.kenmerk(zaak_id), weg)
    return await zaken.create(zaak_id, indiening, namespace=weg, key=key, kind=MELDING)

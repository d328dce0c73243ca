# SPDX-License-Identifier: EUPL-1.2
"""Reporting over HTTP: what is wrong with the form of a request is told together with all that is wrong in it (L1).

For: one route, whose body the kit reads by its model; where it can't, the rest of it is judged here all the same. Who
may not report, or comes when the pilot is closed, hears that and no list of faults (S1, S7).
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.balie import dien_melding_in
from zvhh_intake.beelden import IngediendBeeld
from zvhh_intake.domain.gegevens import DienIn
from zvhh_intake.domain.venster import niet_toegelaten
from zvhh_intake.lezen import lees
from zvhh_kit.calendar import local_date
from zvhh_kit.http import Problem, Route, Zaken
from zvhh_kit.http.body import read_json


def melden(config: Configuratie) -> APIRouter:
    """The route by which a partner reports."""
    router = APIRouter(tags=["meldingen"], route_class=_alles_ineens(config))

    @router.post("/v1/meldingen", status_code=201, operation_id="meld")
    async def meld(zaken: Zaken, dien_in: DienIn) -> IngediendBeeld:
        """Report a case for the pilot (S1, S2, S5, S7); every fault is told at once, with its place (L1, L2)."""
        return IngediendBeeld.model_validate(await dien_melding_in(zaken, config, dien_in))

    return router


def _alles_ineens(config: Configuratie) -> type[Route]:
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
                    document = read_json(await request.body())  # raises the same again where there is nothing to judge
                    raise _alle_fouten(config, request, document, problem) from None

            return met_alle_fouten

    return AllesIneens


def _alle_fouten(config: Configuratie, request: Request, document: Any, problem: Problem) -> Exception:
    buiten = niet_toegelaten(config, request.state.actor.oin, request.state.received)
    if buiten is not None:
        return buiten
    van_kop = [fout for fout in problem.faults if fout.place.startswith(("header:", "query:"))]
    _, gevonden = lees(config, document, local_date(request.state.received))
    return Problem(400, faults=[*van_kop, *gevonden])

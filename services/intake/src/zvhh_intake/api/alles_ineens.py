# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with the form of a request is told together with all that is wrong in it (L1).

For: routes whose body the kit reads by its model; where it can't, the rest of it is judged here all the same. Not for: who
may ask; that is said first, and no list of faults (S1, S7).
"""

from collections.abc import Callable, Coroutine, Iterable
from datetime import date, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Actor, Fault, Refused
from zvhh_kit.http import Problem, Route
from zvhh_kit.json_document import NotJson, read_json

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

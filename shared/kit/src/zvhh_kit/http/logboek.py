# SPDX-License-Identifier: EUPL-1.2
"""The log of reads and writes over HTTP, for supervision (L6, L7): the same two routes in every service.

Whoever reads it gives a reason, and that reading is a line too, before anything is shown. Not for: the content of a zaak.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from zvhh_contracts.given import Moment
from zvhh_contracts.huis import Leesreden
from zvhh_kit.domain.decision import Fault
from zvhh_kit.http.body import Route
from zvhh_kit.http.paging import Beeld, Page, PageAsked, PageQuery, cursor_of, cursor_seal
from zvhh_kit.http.problem import Problem
from zvhh_kit.http.refusals import within_limit
from zvhh_kit.privacy.reading import LogAsked, as_csv, objects_of, place_of, shown
from zvhh_kit.service.rooms import Rooms

__all__ = ["VerwerkingBeeld", "lees_log", "verwerkingen"]

Resultaat = Literal["ok", "refused", "unknown", "limited", "failed", "handled", "repeated"]
_MOST = 10_000
"""Lines of one file."""


class VerwerkingBeeld(Beeld):
    """One line: who did what when, why, and about whom (a pseudonym)."""

    tijd: datetime
    handeling: str
    object: str
    resultaat: str
    persoon: str
    organisatie: str
    doel: str
    betrokkene: str
    herkomst: str
    adres: str
    trace: str
    schrijver: str
    nummer: int


class Csv(Response):
    """A file of lines."""

    media_type = "text/csv"


_Id = r"^[A-Za-z0-9-]{1,80}$"
_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
Reden = Annotated[Leesreden, Query(description="Waarom u het logboek leest; ook dit lezen komt erin.")]
Zaak = Annotated[
    str | None, Query(pattern=_Id, description="Het id van een zaak of ander document, ook als het weg is.")
]
Persoon = Annotated[
    str | None, Query(pattern=r"^[A-Za-z0-9._@:-]{1,100}$", description="Wie het deed: het id van een professional.")
]
Organisatie = Annotated[str | None, Query(pattern=r"^[0-9]{20}$", description="De OIN van wie het deed.")]
Betrokkene = Annotated[
    str | None, Query(pattern=r"^[0-9a-f]{64}$", description="Over wie: een pseudoniem uit het logboek.")
]
Uitkomst = Annotated[Resultaat | None, Query(description="Alleen regels met deze uitkomst.")]
Na = Annotated[str | None, Query(max_length=500, description="De cursor in de kop Link van het vorige bestand.")]
Van = Annotated[Moment | None, Query(description="Vanaf dit moment (RFC 3339).")]
Tot = Annotated[Moment | None, Query(description="Tot dit moment, dat zelf niet meetelt.")]


@dataclass(frozen=True, slots=True)
class _Vraag:
    """What of the log is asked, and why."""

    asked: LogAsked
    reason: str
    about: Sequence[str]
    id: str


async def _vraag(
    *,
    request: Request,
    reden: Reden,
    zaak: Zaak = None,
    persoon: Persoon = None,
    organisatie: Organisatie = None,
    betrokkene: Betrokkene = None,
    resultaat: Uitkomst = None,
    van: Van = None,
    tot: Tot = None,
) -> _Vraag:
    kit: Rooms = request.app.state.kit
    asked = LogAsked(
        objects=objects_of(kit.handlers, zaak) if zaak else (),
        subjects=(betrokkene,) if betrokkene else (),
        actor=persoon or "",
        oin=organisatie or "",
        result=resultaat or "",
        since=van,
        until=tot,
    )
    if asked.empty:
        text = "Noem een zaak, een persoon, een organisatie, een betrokkene, een resultaat of een periode."
        raise Problem(400, faults=[Fault("zoekvraag-leeg", text, "query:zaak")])
    about = [*([kit.ids.pseudonym(zaak.lower())] if zaak else []), *([betrokkene] if betrokkene else [])]
    return _Vraag(asked, reden, about, zaak.lower() if zaak else "*")


Vraag = Annotated[_Vraag, Depends(_vraag)]


def verwerkingen() -> APIRouter:
    """The two routes."""
    router = APIRouter(tags=["logboek"], route_class=Route)

    @router.get("/v1/verwerkingen", operation_id="lees_verwerkingen")
    async def lijst(request: Request, vraag: Vraag, page: PageQuery) -> Page[VerwerkingBeeld]:
        """Who read and wrote what, oldest first: by zaak, who acted, about whom, organisation and period (L7)."""
        return await lees_log(request, vraag.asked, page, vraag.reason, about=vraag.about, id_=vraag.id)

    @router.get("/v1/verwerkingen.csv", operation_id="lees_verwerkingen_csv", response_class=Csv, responses=_CSV)
    async def bestand(request: Request, vraag: Vraag, na: Na = None) -> Response:
        """The same as a file, of ten thousand lines at most; the header Link names the next one."""
        page = PageAsked.read(na, _MOST, cursor_seal(request))
        lines, cursor = await _lines(request, vraag.asked, page, vraag.reason, about=vraag.about, id_=vraag.id)
        headers = {"Content-Disposition": 'attachment; filename="verwerkingen.csv"'}
        if cursor:
            headers["Link"] = f'<?{request.url.include_query_params(na=cursor).query}>; rel="next"'
        return Csv(as_csv(lines), headers=headers)

    return router


async def lees_log(
    request: Request, asked: LogAsked, page: PageAsked, reason: str, *, about: Sequence[str], id_: str = "*"
) -> Page[VerwerkingBeeld]:
    """A part of the log; that it was read is a line for each pseudonym in `about`, before anything is shown.

    Raises Problem 429 for who asks too often, Unavailable.
    """
    lines, cursor = await _lines(request, asked, page, reason, about=about, id_=id_)
    return Page[VerwerkingBeeld](items=[VerwerkingBeeld.model_validate(shown(line)) for line in lines], volgende=cursor)


async def _lines(
    request: Request, asked: LogAsked, page: PageAsked, reason: str, *, about: Sequence[str], id_: str
) -> tuple[list[dict[str, Any]], str | None]:
    kit: Rooms = request.app.state.kit
    await within_limit(request, "lijsten")
    who = {"action": request.state.operation, "actor": request.state.actor, "trace": request.state.trace}
    seen = kit.audit.searches(about or ("",), "verwerkingen", id_=id_, result="ok", way="rest", reason=reason, **who)
    await kit.log.write(*seen)
    found = await kit.log_reader.page(asked, page.after, page.limit + 1)
    more = len(found) > page.limit
    lines = found[: page.limit]
    return lines, cursor_of(*place_of(lines[-1]), cursor_seal(request)) if more else None

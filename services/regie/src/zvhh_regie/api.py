# SPDX-License-Identifier: EUPL-1.2
"""Regie over HTTP: /v1/casussen with their incidents, and /v1/pilotjaren; each by the sight that `access` gives the asker.

Commands are the bodies themselves (`domain`). Not for: pages, nor for casusregie and afschalen; those are decided in an
overleg and come by event.
"""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.http import Desk, Page, PageAsked, PageQuery, Problem, Route, ZaakId, Zaken
from zvhh_regie.access import LEESBAAR
from zvhh_regie.domain.casus import Stand
from zvhh_regie.domain.incident import Correctie, CorrigeerIncident, RegistreerIncident
from zvhh_regie.domain.pilotjaar import Pilotjaar, begin, pilotjaar_id
from zvhh_regie.views.casus import CasusBeeld, CasusRegel, IncidentGedaan
from zvhh_regie.views.pilotjaar import PilotjaarBeeld, PilotjaarRegel, Zaaknaam

IN_REGIE: tuple[Stand, ...] = ("wacht-op-plaats", "wachtlijst", "loopt")
"""The list without a filter: what a weegoverleg sent on and is not closed."""

_AT_ONCE = PageAsked(limit=200)

Nummer = Annotated[int, Path(ge=1, le=100_000, description="Het nummer van het incident in deze casus.")]
Jaar = Annotated[
    str, Path(pattern=r"^(pilot-)?\d{4}$", description="Het pilotjaar: 2025, of pilot-2025 zoals in een event.")
]


def routes(config: Configuratie) -> tuple[APIRouter, ...]:
    """Every route of regie under a configuration."""
    casussen = APIRouter(prefix="/v1/casussen", tags=["casussen"], route_class=Route)
    _reading(casussen, config)
    _incidents(casussen)
    pilotjaren = APIRouter(prefix="/v1/pilotjaren", tags=["pilotjaren"], route_class=Route)
    _years(pilotjaren, config)
    return casussen, pilotjaren


def _reading(router: APIRouter, config: Configuratie) -> None:
    @router.get("", operation_id="lees_casussen")
    async def casussen(
        zaken: Zaken,
        page: PageQuery,
        stand: Annotated[list[Stand] | None, Query(description="Zonder: wat loopt of wacht.")] = None,
    ) -> Page[CasusRegel]:
        """The casussen that the asker may see, oldest melding first; closed ones for nobody (L6, L8)."""
        view = partial(CasusRegel.uit, config, zaken.received)
        wanted = {"state.stand": {"$in": list(stand or IN_REGIE)}}
        return await zaken.page(view, wanted, sort="state.ontvangen_op", page=page, kind="casus")

    @router.get("/{zaak_id}", operation_id="lees_casus")
    async def casus(zaken: Zaken, zaak_id: ZaakId) -> CasusBeeld:
        """One casus: stand, place, clock, casusregie with its history and gaps, incidents with every version."""
        return CasusBeeld.uit(config, zaken.received, zaak_id, await zaken.get(zaak_id, "casus"))


def _incidents(router: APIRouter) -> None:
    @router.post("/{zaak_id}/incidenten", status_code=201, operation_id="registreer_incident")
    async def registreer(zaken: Zaken, zaak_id: ZaakId, incident: RegistreerIncident) -> IncidentGedaan:
        """Register an incident (D4); on a closed casus: 409, report again (S15)."""
        return IncidentGedaan.model_validate(await zaken.do(zaak_id, incident, "casus"))

    @router.post("/{zaak_id}/incidenten/{nummer}/correcties", status_code=201, operation_id="corrigeer_incident")
    async def corrigeer(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, correctie: Correctie) -> IncidentGedaan:
        """Correct an incident, with the reason; every version stays (D4)."""
        command = CorrigeerIncident(nummer=nummer, **dict(correctie))
        return IncidentGedaan.model_validate(await zaken.do(zaak_id, command, "casus"))


def _years(router: APIRouter, config: Configuratie) -> None:
    @router.get("", operation_id="lees_pilotjaren")
    async def pilotjaren(zaken: Zaken) -> Page[PilotjaarRegel]:
        """Every pilot year, those without a claim too (S6); there are few, so one page holds them all."""
        begonnen = await zaken.page(
            lambda _, jaar: PilotjaarRegel.uit(config, jaar), {}, sort="state.jaar", page=_AT_ONCE, kind="pilotjaar"
        )
        gezien = {regel.jaar for regel in begonnen.items}
        leeg = [PilotjaarRegel.uit(config, begin(config, jaar)) for jaar in config.pilotjaren if jaar not in gezien]
        return Page(items=sorted([*begonnen.items, *leeg], key=lambda regel: regel.jaar))

    @router.get("/{jaar}", operation_id="lees_pilotjaar")
    async def pilotjaar(zaken: Zaken, jaar: Jaar) -> PilotjaarBeeld:
        """One pilot year with its places and its line in order (S6)."""
        gevonden = await _year(zaken, config, int(jaar.removeprefix("pilot-")))
        ids = [plek.zaak_id for plek in gevonden.plaatsen] + [een.zaak_id for een in gevonden.wachtlijst]
        namen = {naam.zaak_id: naam for naam in await _names(zaken, ids)}
        return PilotjaarBeeld.met(config, gevonden, namen, local_date(zaken.received))


async def _year(zaken: Desk, config: Configuratie, jaar: int) -> Pilotjaar:
    """The year's document, or an empty year that the configuration knows. Raises Problem 404."""
    try:
        gevonden: Pilotjaar = await zaken.get(pilotjaar_id(jaar), "pilotjaar")
    except Problem:
        if jaar not in config.pilotjaren:
            raise
        return begin(config, jaar)
    return gevonden


async def _names(zaken: Desk, ids: list[str]) -> list[Zaaknaam]:
    """The casussen of these ids that may be named: those that are not shielded (L8)."""
    namen: list[Zaaknaam] = []
    for van in range(0, len(ids), _AT_ONCE.limit):
        wanted = {"_id": {"$in": ids[van : van + _AT_ONCE.limit]}} | LEESBAAR
        page = await zaken.page(Zaaknaam.uit, wanted, sort="state.ontvangen_op", page=_AT_ONCE, kind="casus")
        namen += page.items
    return namen

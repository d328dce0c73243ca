# SPDX-License-Identifier: EUPL-1.2
"""/v1/pilotjaren: places and lines over HTTP (S6, S6b)."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.http import Desk, Page, PageAsked, Problem, Route, Zaken
from zvhh_regie.access import LEESBAAR
from zvhh_regie.domain.commands.bevestig_plaats import BevestigPlaats
from zvhh_regie.domain.commands.verhoog_maximum import VerhoogMaximum
from zvhh_regie.domain.commands.zet_naar_volgend_jaar import ZetNaarVolgendJaar
from zvhh_regie.domain.pilotjaar import Pilotjaar, begin, pilotjaar_id
from zvhh_regie.views.pilotjaar import (
    MaximumVerhoogd,
    NaarVolgendJaar,
    PilotjaarBeeld,
    PilotjaarRegel,
    PlaatsBevestigd,
    Zaaknaam,
)

_AT_ONCE = PageAsked(limit=200)

Jaar = Annotated[
    str, Path(pattern=r"^(pilot-)?[0-9]{4}$", description="Het pilotjaar: 2025, of pilot-2025 zoals in een event.")
]


def router(config: Configuratie) -> APIRouter:
    """The routes of pilot years under a configuration."""
    pilotjaren = APIRouter(prefix="/v1/pilotjaren", tags=["pilotjaren"], route_class=Route)
    _reading(pilotjaren, config)
    _deciding(pilotjaren, config)
    return pilotjaren


def _reading(router: APIRouter, config: Configuratie) -> None:
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
        return await _beeld(zaken, config, "", await _year(zaken, config, int(jaar.removeprefix("pilot-"))))


def _deciding(router: APIRouter, config: Configuratie) -> None:
    @router.post("/{jaar}/bevestigingen", status_code=201, operation_id="bevestig_plaats")
    async def bevestig(zaken: Zaken, jaar: Jaar, command: BevestigPlaats) -> PlaatsBevestigd:
        """Give the free place to the first in line; a named procesregisseur does (S6b, L9)."""
        await zaken.get(command.zaak_id, "casus")  # who is barred from this zaak decides nothing in it either (L6)
        seen = partial(_beeld, zaken, config)
        return PlaatsBevestigd.model_validate(await zaken.do(_id(jaar), command, "pilotjaar", seen=seen))

    @router.post("/{jaar}/doorzettingen", status_code=201, operation_id="zet_naar_volgend_jaar")
    async def zet_door(zaken: Zaken, jaar: Jaar, command: ZetNaarVolgendJaar) -> NaarVolgendJaar:
        """From 1 January on: let a zaak wait in the next year's line, in order (S6b)."""
        await zaken.get(command.zaak_id, "casus")
        seen = partial(_beeld, zaken, config)
        return NaarVolgendJaar.model_validate(await zaken.do(_id(jaar), command, "pilotjaar", seen=seen))

    @router.post("/{jaar}/maximum", status_code=201, operation_id="verhoog_maximum")
    async def verhoog(zaken: Zaken, jaar: Jaar, command: VerhoogMaximum) -> MaximumVerhoogd:
        """Raise the cap, with the reason; it never goes down (S6b)."""
        return MaximumVerhoogd.model_validate(await zaken.create(_id(jaar), command, kind="pilotjaar"))


def _id(jaar: str) -> str:
    return pilotjaar_id(int(jaar.removeprefix("pilot-")))


async def _year(zaken: Desk, config: Configuratie, jaar: int) -> Pilotjaar:
    """The year's document, or an empty year that the configuration knows. Raises Problem 404."""
    try:
        gevonden: Pilotjaar = await zaken.get(pilotjaar_id(jaar), "pilotjaar")
    except Problem:
        if jaar not in config.pilotjaren:
            raise
        return begin(config, jaar)
    return gevonden


async def _beeld(zaken: Desk, config: Configuratie, _: str, jaar: Pilotjaar) -> PilotjaarBeeld:
    """A year with the names of its zaken, as the asker may see them; also what If-Match compares with (D2)."""
    plaatsen = [plek.zaak_id for plek in jaar.plaatsen if plek.zaak_id is not None]
    ids = plaatsen + [een.zaak_id for een in jaar.wachtlijst]
    namen = {naam.zaak_id: naam for naam in await _names(zaken, ids)}
    return PilotjaarBeeld.met(config, jaar, namen, local_date(zaken.received))


async def _names(zaken: Desk, ids: list[str]) -> list[Zaaknaam]:
    """The casussen of these ids that may be named: those that are not shielded (L8)."""
    namen: list[Zaaknaam] = []
    for van in range(0, len(ids), _AT_ONCE.limit):
        wanted = {"_id": {"$in": ids[van : van + _AT_ONCE.limit]}} | LEESBAAR
        page = await zaken.page(Zaaknaam.uit, wanted, sort="state.ontvangen_op", page=_AT_ONCE, kind="casus")
        namen += page.items
    return namen

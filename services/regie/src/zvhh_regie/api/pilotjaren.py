# SPDX-License-Identifier: EUPL-1.2
"""/v1/pilotjaren: places and lines over HTTP (S6, S6b)."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Page, Route, Zaken
from zvhh_regie.domain.commands.bevestig_plaats import BevestigPlaats
from zvhh_regie.domain.commands.verhoog_maximum import VerhoogMaximum
from zvhh_regie.domain.commands.zet_naar_volgend_jaar import ZetNaarVolgendJaar
from zvhh_regie.domain.pilotjaar import PILOTJAAR, begin, pilotjaar_id
from zvhh_regie.lookups import AT_ONCE, pilotjaar_in_beeld, pilotjaar_van
from zvhh_regie.queries import JAAR
from zvhh_regie.views.answers import MaximumVerhoogdBeeld, NaarVolgendJaarBeeld, PlaatsBevestigdBeeld
from zvhh_regie.views.pilotjaar import PilotjaarBeeld, PilotjaarRegelBeeld

Jaar = Annotated[
    str, Path(pattern=r"^(pilot-)?[0-9]{4}$", description="Het pilotjaar: 2025, of pilot-2025 zoals in een event.")
]


def router(config: Configuratie) -> APIRouter:
    pilotjaren = APIRouter(prefix="/v1/pilotjaren", tags=["pilotjaren"], route_class=Route)
    _reading(pilotjaren, config)
    _deciding(pilotjaren, config)
    return pilotjaren


def _reading(router: APIRouter, config: Configuratie) -> None:
    @router.get("", operation_id="lees_pilotjaren")
    async def pilotjaren(zaken: Zaken) -> Page[PilotjaarRegelBeeld]:
        """Every pilot year, those without a claim too (S6); there are few, so one page holds them all."""
        begonnen = await zaken.page(
            lambda _, jaar: PilotjaarRegelBeeld.van(config, jaar), {}, sort=JAAR, page=AT_ONCE, kind=PILOTJAAR
        )
        gezien = {regel.jaar for regel in begonnen.items}
        leeg = [
            PilotjaarRegelBeeld.van(config, begin(config, jaar)) for jaar in config.pilotjaren if jaar not in gezien
        ]
        return Page(items=sorted([*begonnen.items, *leeg], key=lambda regel: regel.jaar))

    @router.get("/{jaar}", operation_id="lees_pilotjaar")
    async def pilotjaar(zaken: Zaken, jaar: Jaar) -> PilotjaarBeeld:
        """One pilot year with its places and its line in order (S6)."""
        gevonden = await pilotjaar_van(zaken, config, int(jaar.removeprefix("pilot-")))
        return await pilotjaar_in_beeld(config, zaken, "", gevonden)


def _deciding(router: APIRouter, config: Configuratie) -> None:
    beeld = partial(pilotjaar_in_beeld, config)

    @router.post("/{jaar}/bevestigingen", status_code=201, operation_id="bevestig_plaats")
    async def bevestig(zaken: Zaken, jaar: Jaar, command: BevestigPlaats) -> PlaatsBevestigdBeeld:
        """Give the free place to the first in line; a named procesregisseur does (S6b, L9)."""
        await zaken.get(command.zaak_id)  # who is barred from this zaak decides nothing in it either (L6)
        return PlaatsBevestigdBeeld.model_validate(await zaken.do(_id(jaar), command, seen=partial(beeld, zaken)))

    @router.post("/{jaar}/doorzettingen", status_code=201, operation_id="zet_naar_volgend_jaar")
    async def zet_door(zaken: Zaken, jaar: Jaar, command: ZetNaarVolgendJaar) -> NaarVolgendJaarBeeld:
        """From 1 January on: let a zaak wait in the next year's line, in order (S6b)."""
        await zaken.get(command.zaak_id)
        return NaarVolgendJaarBeeld.model_validate(await zaken.do(_id(jaar), command, seen=partial(beeld, zaken)))

    @router.post("/{jaar}/maximum", status_code=201, operation_id="verhoog_maximum")
    async def verhoog(zaken: Zaken, jaar: Jaar, command: VerhoogMaximum) -> MaximumVerhoogdBeeld:
        """Raise the cap, with the reason; it never goes down (S6b)."""
        return MaximumVerhoogdBeeld.model_validate(await zaken.create(_id(jaar), command))


def _id(jaar: str) -> str:
    return pilotjaar_id(int(jaar.removeprefix("pilot-")))

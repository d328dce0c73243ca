# SPDX-License-Identifier: EUPL-1.2
"""The yearly question to each partner over HTTP: answered by the partner, counted by procesregisseur and toezicht (L10)."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Path, Query

from zvhh_contracts.event import Oin
from zvhh_intake.domain.commands.beantwoord_jaarvraag import BeantwoordJaarvraag, niet_gevraagd
from zvhh_intake.domain.partnerjaar import PARTNERJAAR, partnerjaar_id
from zvhh_intake.lookups import had_zaken
from zvhh_intake.queries import over_jaar
from zvhh_intake.views.jaarvragen import JaarantwoordBeeld, JaarvraagBeeld, JaarwoordenBeeld
from zvhh_kit.http import Gedaan, Route, Zaken

Jaar = Annotated[int, Path(ge=2020, le=2100, description="Over welk jaar.")]


def jaarvragen() -> APIRouter:
    router = APIRouter(prefix="/v1/jaarvragen", tags=["jaarvragen"], route_class=Route)

    @router.get("", operation_id="lees_jaarvragen")
    async def lijst(zaken: Zaken, jaar: Annotated[int, Query(ge=2020, le=2100)]) -> JaarvraagBeeld:
        """What the partners answered about a year, and how often each answer was given (L10)."""
        gevonden = [one for _, one in await zaken.find(over_jaar(jaar), kind=PARTNERJAAR, limit=1000)]
        aantallen = Counter(one.nuttig for one in gevonden)
        antwoorden = tuple(JaarantwoordBeeld.van(one) for one in gevonden)
        return JaarvraagBeeld(jaar=jaar, aantallen=dict(aantallen), antwoorden=antwoorden)

    @router.get("/{jaar}/antwoorden/{oin}", operation_id="lees_jaarantwoord")
    async def lees(zaken: Zaken, jaar: Jaar, oin: Annotated[Oin, Path()]) -> JaarwoordenBeeld:
        """What one partner answered about a year, in its own words (L10)."""
        return JaarwoordenBeeld.van(await zaken.get(partnerjaar_id(oin, jaar), kind=PARTNERJAAR))

    @router.post("/{jaar}/antwoord", status_code=201, operation_id="beantwoord_jaarvraag")
    async def antwoord(zaken: Zaken, jaar: Jaar, vraag: BeantwoordJaarvraag) -> Gedaan:
        """Answer for your organisation whether taking part was useful, once a year, from 1 December on (L10)."""
        if not await had_zaken(zaken, jaar):
            raise niet_gevraagd()
        id_ = partnerjaar_id(zaken.actor.oin, jaar)
        return Gedaan(resultaat=await zaken.create(id_, vraag, namespace="jaarvraag", kind=PARTNERJAAR))

    return router

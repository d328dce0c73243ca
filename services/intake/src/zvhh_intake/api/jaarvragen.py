# SPDX-License-Identifier: EUPL-1.2
"""The yearly question to each partner over HTTP: answered by the partner, counted by procesregisseur and toezicht (L10)."""

from collections import Counter
from datetime import date, datetime
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Query
from starlette.requests import Request

from zvhh_contracts.event import Oin
from zvhh_contracts.taken import Taak
from zvhh_intake.domain.commands.beantwoord_jaarvraag import BeantwoordJaarvraag
from zvhh_intake.domain.melding import MELDING
from zvhh_intake.domain.partnerjaar import PARTNERJAAR, Partnerjaar, gevraagd_jaar, jaartaak, partnerjaar_id
from zvhh_kit.calendar import at_local, local_date
from zvhh_kit.decision import Refused, Sealed
from zvhh_kit.http import Beeld, Gedaan, Route, Zaken

Jaar = Annotated[int, Path(ge=2020, le=2100, description="Over welk jaar.")]


class JaarantwoordBeeld(Beeld):
    """What one partner answered; its words are read apart."""

    oin: str
    nuttig: Literal["ja", "deels", "nee"]
    op: datetime

    @classmethod
    def van(cls, jaar: Partnerjaar) -> Self:
        """The picture of one answer."""
        return cls.model_validate(jaar)


class JaarwoordenBeeld(JaarantwoordBeeld):
    """What one partner answered, with its words."""

    toelichting: Sealed[str] | None


class JaarvraagBeeld(Beeld):
    """All answers about one year, counted."""

    jaar: int
    aantallen: dict[str, int]
    antwoorden: tuple[JaarantwoordBeeld, ...]


def jaarvragen() -> APIRouter:
    """The routes of the yearly question."""
    router = APIRouter(prefix="/v1/jaarvragen", tags=["jaarvragen"], route_class=Route)

    @router.get("", operation_id="lees_jaarvragen")
    async def lijst(zaken: Zaken, jaar: Annotated[int, Query(ge=2020, le=2100)]) -> JaarvraagBeeld:
        """What the partners answered about a year, and how often each answer was given (L10)."""
        gevonden = [een for _, een in await zaken.find({"state.jaar": jaar}, kind=PARTNERJAAR, limit=1000)]
        aantallen = Counter(een.nuttig for een in gevonden)
        antwoorden = tuple(JaarantwoordBeeld.van(een) for een in gevonden)
        return JaarvraagBeeld(jaar=jaar, aantallen=dict(aantallen), antwoorden=antwoorden)

    @router.get("/{jaar}/antwoorden/{oin}", operation_id="lees_jaarantwoord")
    async def lees(zaken: Zaken, jaar: Jaar, oin: Annotated[Oin, Path()]) -> JaarwoordenBeeld:
        """What one partner answered about a year, in its own words (L10)."""
        return JaarwoordenBeeld.van(await zaken.get(partnerjaar_id(oin, jaar), kind=PARTNERJAAR))

    @router.post("/{jaar}/antwoord", status_code=201, operation_id="beantwoord_jaarvraag")
    async def antwoord(zaken: Zaken, request: Request, jaar: Jaar, vraag: BeantwoordJaarvraag) -> Gedaan:
        """Answer for your organisation whether taking part was useful, once a year, from 1 December on (L10)."""
        if not await had_zaken(request, zaken.actor.oin, jaar):
            raise Refused("niet-gevraagd", "Over dit jaar staat nu geen vraag open.")
        id_ = partnerjaar_id(zaken.actor.oin, jaar)
        return Gedaan(resultaat=await zaken.create(id_, vraag, namespace="jaarvraag", kind=PARTNERJAAR))

    return router


async def open_jaarvraag(zaken: Zaken, request: Request) -> Taak | None:
    """The task to answer the question of this year, for a partner that had zaken in it and has not answered."""
    jaar = gevraagd_jaar(local_date(zaken.received))
    if "melder" not in zaken.actor.roles or not await had_zaken(request, zaken.actor.oin, jaar):
        return None
    beantwoord = {"_id": partnerjaar_id(zaken.actor.oin, jaar)}
    if await request.app.state.kit.store.page(PARTNERJAAR, beantwoord, sort="_id", after=None, limit=1):
        return None
    return jaartaak(zaken.actor.oin, jaar)


async def had_zaken(request: Request, oin: str, jaar: int) -> bool:
    """Whether a partner reported, or took part in, a casus that ran in a year or was closed in it; only whether."""
    begin, eind = at_local(date(jaar, 1, 1)), at_local(date(jaar + 1, 1, 1))
    wie = [{f"state.{veld}": oin} for veld in ("melder_oin", "overleg.deelnemers", "overleg.vertrokken")]
    liep = {
        "$or": [
            {"state.casus.fase": "open"},
            {"state.casus.fase": {"$in": ["afgeschaald", "beeindigd"]}, "state.casus.gesloten_op": {"$gte": begin}},
        ]
    }
    vraag = {"$and": [{"$or": wie}, liep, {"state.ontvangen_op": {"$lt": eind}}]}
    return bool(await request.app.state.kit.store.page(MELDING, vraag, sort="_id", after=None, limit=1))

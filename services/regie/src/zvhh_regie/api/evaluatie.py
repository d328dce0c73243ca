# SPDX-License-Identifier: EUPL-1.2
"""/v1/evaluatie: the figures of a year, as they are now or as they were frozen, as JSON and as CSV (S18).

A procesregisseur reads whole tables on screen; beheer, toezicht and every file get those for outside. Not for: pages.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Desk, Problem, Route, Zaken
from zvhh_regie.domain.casus import CASUS
from zvhh_regie.domain.commands.zet_cijfers_vast import Vastzetting, ZetVast
from zvhh_regie.domain.evaluatiejaar import EVALUATIEJAAR, Evaluatiejaar, evaluatiejaar_id
from zvhh_regie.domain.parts.cijfers import Tabel, Vastgezet
from zvhh_regie.domain.pilotjaar import PILOTJAAR, Pilotjaar, pilotjaar_id
from zvhh_regie.domain.rules.evaluatie.tabellen import tabellen
from zvhh_regie.domain.rules.evaluatie.telling import jaar_van, opgeteld, telling
from zvhh_regie.views.evaluatie import EvaluatieBeeld, VasteCijfersBeeld, Vastzettinggedaan, als_csv

Jaar = Annotated[str, Path(pattern=r"^[0-9]{4}$", description="Het pilotjaar, bijvoorbeeld 2025.")]
Nummer = Annotated[int, Path(ge=1, le=1_000, description="Het nummer van de vastgezette cijfers.")]
Uitvoer = Annotated[
    bool, Query(description="Waar: zoals ze naar buiten mogen, zonder kleine aantallen. Anderen krijgen ze altijd zo.")
]


_JAREN = (
    "pilotjaar",
    "feiten.ingebracht_in",
    "plaats.pilotjaar",
    "wachtplek.pilotjaar",
    "van_wachtlijst.pilotjaar",
)
"""Where a casus says for which year it may count; `jaar_van` says for which it does."""


class Csv(Response):
    """A file of figures."""

    media_type = "text/csv"


_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


def router(config: Configuratie) -> APIRouter:
    """The routes of the evaluation under a configuration; `.csv` first, for a year may not end with it."""
    evaluatie = APIRouter(prefix="/v1/evaluatie", tags=["evaluatie"], route_class=Route)
    _files(evaluatie, config)
    _figures(evaluatie, config)
    return evaluatie


def _files(router: APIRouter, config: Configuratie) -> None:
    @router.get("/{jaar}.csv", operation_id="lees_evaluatie_csv", response_class=Csv, responses=_CSV)
    async def bestand(zaken: Zaken, jaar: Jaar) -> Response:
        """The figures of now as a file: without small counts, and without what gives them away (S18)."""
        nu = await _tabellen(zaken, config, await _year(zaken, config, int(jaar)), uitvoer=True)
        return _file(als_csv(int(jaar), zaken.received, nu), f"evaluatie-{jaar}.csv")

    @router.get(
        "/{jaar}/vastgezet/{nummer}.csv", operation_id="lees_vaste_cijfers_csv", response_class=Csv, responses=_CSV
    )
    async def vast_bestand(zaken: Zaken, jaar: Jaar, nummer: Nummer) -> Response:
        """Frozen figures as a file, as they might go outside when they were frozen (S18)."""
        vast = await _frozen(zaken, config, int(jaar), nummer)
        return _file(als_csv(int(jaar), vast.op, vast.uitvoer), f"evaluatie-{jaar}-{nummer}.csv")


def _figures(router: APIRouter, config: Configuratie) -> None:
    minimum = config.evaluatie_minimum

    @router.get("/{jaar}", operation_id="lees_evaluatie")
    async def cijfers(zaken: Zaken, jaar: Jaar, uitvoer: Uitvoer = False) -> EvaluatieBeeld:
        """The figures of now: the living casussen and what destroyed ones left; and which were frozen (S18)."""
        buiten = uitvoer or not _leads(zaken)
        gevonden = await _year(zaken, config, int(jaar))
        nu = await _tabellen(zaken, config, gevonden, uitvoer=buiten)
        return EvaluatieBeeld.uit(gevonden, minimum, nu, zaken.received, uitvoer=buiten)

    @router.post("/{jaar}/vastgezet", status_code=201, operation_id="zet_cijfers_vast")
    async def zet_vast(zaken: Zaken, jaar: Jaar, vastzetting: Vastzetting) -> Vastzettinggedaan:
        """Freeze the figures as they are now; whatever happens, they stay so (S18)."""
        gevonden = await _year(zaken, config, int(jaar))
        command = ZetVast(
            **dict(vastzetting),
            levend=await _living(zaken, gevonden.jaar),
            geteld=gevonden.geteld,
            maximum=await _places(zaken, config, gevonden.jaar),
        )
        return Vastzettinggedaan.model_validate(
            await zaken.create(evaluatiejaar_id(gevonden.jaar), command, kind=EVALUATIEJAAR)
        )

    @router.get("/{jaar}/vastgezet/{nummer}", operation_id="lees_vaste_cijfers")
    async def vaste_cijfers(zaken: Zaken, jaar: Jaar, nummer: Nummer, uitvoer: Uitvoer = False) -> VasteCijfersBeeld:
        """Figures as they were when they were frozen (S18)."""
        vast = await _frozen(zaken, config, int(jaar), nummer)
        return VasteCijfersBeeld.uit(int(jaar), vast, uitvoer=uitvoer or not _leads(zaken))


def _leads(zaken: Desk) -> bool:
    """Only a procesregisseur sees small counts: they see the zaken themselves too."""
    return "procesregisseur" in zaken.actor.roles


async def _year(zaken: Desk, config: Configuratie, jaar: int) -> Evaluatiejaar:
    """The year's document, or an empty one for a pilot year in which nothing was destroyed yet. Raises Problem 404."""
    try:
        gevonden: Evaluatiejaar = await zaken.get(evaluatiejaar_id(jaar), EVALUATIEJAAR)
    except Problem:
        if jaar not in config.pilotjaren:
            raise
        return Evaluatiejaar(jaar=jaar)
    return gevonden


async def _living(zaken: Desk, jaar: int) -> dict[str, int]:
    """What the living casussen add to a year, the shielded ones too: a figure is no content (L6, L8)."""
    velden = [f"state.{veld}" for veld in _JAREN]
    sommen: dict[str, int] = {}
    async for _, casus in zaken.every(CASUS, {"$or": [{veld: jaar} for veld in velden]}):
        if jaar_van(casus) == jaar:
            sommen = opgeteld(sommen, telling(casus))
    return sommen


async def _places(zaken: Desk, config: Configuratie, jaar: int) -> int | None:
    """How many places a year has: as raised by beheer, else by the configuration, else nobody knows (S6, S6b)."""
    try:
        gevonden: Pilotjaar = await zaken.get(pilotjaar_id(jaar), PILOTJAAR)
    except Problem:
        geregeld = config.pilotjaren.get(jaar)
        return geregeld.maximum if geregeld else None
    return gevonden.maximum


async def _tabellen(zaken: Desk, config: Configuratie, jaar: Evaluatiejaar, *, uitvoer: bool) -> tuple[Tabel, ...]:
    """Destroyed ones are read before the living: what is under way between them is missed for a moment, never doubled."""
    sommen = opgeteld(jaar.tellers, await _living(zaken, jaar.jaar))
    return tabellen(config, sommen, await _places(zaken, config, jaar.jaar), uitvoer=uitvoer)


async def _frozen(zaken: Desk, config: Configuratie, jaar: int, nummer: int) -> Vastgezet:
    """Figures by their number. Raises Problem 404."""
    gevonden = await _year(zaken, config, jaar)
    vast = next((een for een in gevonden.vastgezet if een.nummer == nummer), None)
    if vast is None:
        raise Problem(404)
    return vast


def _file(inhoud: bytes, naam: str) -> Response:
    return Csv(inhoud, headers={"Content-Disposition": f'attachment; filename="{naam}"'})

# SPDX-License-Identifier: EUPL-1.2
"""/v1/evaluatie: the figures of a year, as they are now or as they were frozen, as JSON and as CSV (S18).

A procesregisseur reads whole tables on screen; beheer, toezicht and every file get those for outside. Not for: pages.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Documents, Route, Zaken
from zvhh_regie import lookups
from zvhh_regie.domain.commands.zet_cijfers_vast import Vastzetting, ZetVast
from zvhh_regie.domain.evaluatiejaar import evaluatiejaar_id
from zvhh_regie.views.answers import CijfersVastgezetBeeld
from zvhh_regie.views.evaluatie import EvaluatieBeeld, VasteCijfersBeeld, als_csv

Jaar = Annotated[str, Path(pattern=r"^[0-9]{4}$", description="Het pilotjaar, bijvoorbeeld 2025.")]
Nummer = Annotated[int, Path(ge=1, le=1_000, description="Het nummer van de vastgezette cijfers.")]
Uitvoer = Annotated[
    bool, Query(description="Waar: zoals ze naar buiten mogen, zonder kleine aantallen. Anderen krijgen ze altijd zo.")
]


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
        nu = await lookups.cijfers(
            zaken, config, await lookups.evaluatiejaar_van(zaken, config, int(jaar)), uitvoer=True
        )
        return _file(als_csv(int(jaar), zaken.received, nu), f"evaluatie-{jaar}.csv")

    @router.get(
        "/{jaar}/vastgezet/{nummer}.csv", operation_id="lees_vaste_cijfers_csv", response_class=Csv, responses=_CSV
    )
    async def vast_bestand(zaken: Zaken, jaar: Jaar, nummer: Nummer) -> Response:
        """Frozen figures as a file, as they might go outside when they were frozen (S18)."""
        vast = await lookups.vaste_cijfers(zaken, config, int(jaar), nummer)
        return _file(als_csv(int(jaar), vast.op, vast.uitvoer), f"evaluatie-{jaar}-{nummer}.csv")


def _figures(router: APIRouter, config: Configuratie) -> None:
    minimum = config.evaluatie_minimum

    @router.get("/{jaar}", operation_id="lees_evaluatie")
    async def cijfers(zaken: Zaken, jaar: Jaar, uitvoer: Uitvoer = False) -> EvaluatieBeeld:
        """The figures of now: the living casussen and what destroyed ones left; and which were frozen (S18)."""
        buiten = uitvoer or not _leads(zaken)
        gevonden = await lookups.evaluatiejaar_van(zaken, config, int(jaar))
        nu = await lookups.cijfers(zaken, config, gevonden, uitvoer=buiten)
        return EvaluatieBeeld.van(gevonden, minimum, nu, zaken.received, uitvoer=buiten)

    @router.post("/{jaar}/vastgezet", status_code=201, operation_id="zet_cijfers_vast")
    async def zet_vast(zaken: Zaken, jaar: Jaar, vastzetting: Vastzetting) -> CijfersVastgezetBeeld:
        """Freeze the figures as they are now; whatever happens, they stay so (S18)."""
        gevonden = await lookups.evaluatiejaar_van(zaken, config, int(jaar))
        command = ZetVast(
            naam=vastzetting.naam,
            reden=vastzetting.reden,
            levend=await lookups.levend(zaken, gevonden.jaar),
            geteld=gevonden.geteld,
            maximum=await lookups.maximum(zaken, config, gevonden.jaar),
        )
        return CijfersVastgezetBeeld.model_validate(await zaken.create(evaluatiejaar_id(gevonden.jaar), command))

    @router.get("/{jaar}/vastgezet/{nummer}", operation_id="lees_vaste_cijfers")
    async def vaste_cijfers(zaken: Zaken, jaar: Jaar, nummer: Nummer, uitvoer: Uitvoer = False) -> VasteCijfersBeeld:
        """Figures as they were when they were frozen (S18)."""
        vast = await lookups.vaste_cijfers(zaken, config, int(jaar), nummer)
        return VasteCijfersBeeld.van(int(jaar), vast, uitvoer=uitvoer or not _leads(zaken))


def _leads(zaken: Documents) -> bool:
    """Only a procesregisseur sees small counts: they see the zaken themselves too."""
    return "procesregisseur" in zaken.actor.roles


def _file(inhoud: bytes, naam: str) -> Response:
    return Csv(inhoud, headers={"Content-Disposition": f'attachment; filename="{naam}"'})

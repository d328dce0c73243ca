# SPDX-License-Identifier: EUPL-1.2
"""Triage over HTTP: JSON resources under /v1/triages, each by the sight that `access` gives the asker.

Commands are the bodies themselves (`domain`); who asks and when it came in are the kit's to tell. Not for: pages.
"""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_kit.decision import Refused
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken
from zvhh_triage.domain.aanvulling import VraagAanvulling
from zvhh_triage.domain.bevestiging import Bevestig
from zvhh_triage.domain.oordelen import Beoordeel, BeoordeelPilot
from zvhh_triage.domain.triage import Stand
from zvhh_triage.views import (
    AanvullingBeeld,
    BevestigingBeeld,
    TerugkoppelingBeeld,
    TriageBeeld,
    VersieBeeld,
    WerklijstRegel,
)

TE_BEOORDELEN: tuple[Stand, ...] = ("open", "aanvulling")


def routes(config: Configuratie) -> APIRouter:
    """Every route of triage under a configuration."""
    router = APIRouter(prefix="/v1/triages", tags=["triages"], route_class=Route)
    _reading(router, config)
    _judging(router)
    return router


def _reading(router: APIRouter, config: Configuratie) -> None:
    @router.get("", operation_id="lees_werklijst")
    async def werklijst(
        zaken: Zaken,
        page: PageQuery,
        stand: Annotated[list[Stand] | None, Query(description="Zonder: wat te beoordelen is")] = None,
        gemeente: Annotated[str | None, Query(max_length=60)] = None,
        partner: Annotated[Oin | None, Query()] = None,
    ) -> Page[WerklijstRegel]:
        """The worklist, oldest receipt first (D2); no other order and no filter on what doesn't count (S4)."""
        wanted = _filter(config, stand or TE_BEOORDELEN, gemeente, partner)
        return await zaken.page(partial(WerklijstRegel.van, config), wanted, sort="state.ontvangen_op", page=page)

    @router.get("/{zaak_id}", operation_id="lees_triage")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> TriageBeeld:
        """One triage with all its versions."""
        return TriageBeeld.van(config, zaak_id, await zaken.get(zaak_id))

    @router.get("/{zaak_id}/terugkoppeling", operation_id="lees_terugkoppeling")
    async def terugkoppeling(zaken: Zaken, zaak_id: ZaakId) -> TerugkoppelingBeeld:
        """What the reporter's organisation may read."""
        return TerugkoppelingBeeld.van(zaak_id, await zaken.get(zaak_id))


def _judging(router: APIRouter) -> None:
    @router.post("/{zaak_id}/pilotoordeel", status_code=201, operation_id="beoordeel_pilot")
    async def pilotoordeel(zaken: Zaken, zaak_id: ZaakId, oordeel: BeoordeelPilot) -> VersieBeeld:
        """Judge whether a zaak with another relation belongs to the pilot (S1b)."""
        return VersieBeeld.model_validate(await zaken.do(zaak_id, oordeel))

    @router.post("/{zaak_id}/oordelen", status_code=201, operation_id="beoordeel")
    async def beoordeel(zaken: Zaken, zaak_id: ZaakId, oordeel: Beoordeel) -> VersieBeeld:
        """Judge one of the three criteria (S8)."""
        return VersieBeeld.model_validate(await zaken.do(zaak_id, oordeel))

    @router.post("/{zaak_id}/aanvullingen", status_code=201, operation_id="vraag_aanvulling")
    async def aanvullingen(zaken: Zaken, zaak_id: ZaakId, vraag: VraagAanvulling) -> AanvullingBeeld:
        """Ask the reporter for more (S10)."""
        return AanvullingBeeld.model_validate(await zaken.do(zaak_id, vraag))

    @router.post("/{zaak_id}/bevestiging", status_code=201, operation_id="bevestig")
    async def bevestiging(zaken: Zaken, zaak_id: ZaakId, bevestiging: Bevestig) -> BevestigingBeeld:
        """Confirm the outcome, by name (S10, L9)."""
        return BevestigingBeeld.model_validate(await zaken.do(zaak_id, bevestiging))


def _filter(config: Configuratie, stand: Sequence[Stand], gemeente: str | None, partner: str | None) -> dict[str, Any]:
    wanted: dict[str, Any] = {"state.stand": {"$in": list(stand)}}
    if gemeente is not None:
        if gemeente not in config.gemeenten or gemeente in config.gemeenten_zonder_vermelding:
            raise Refused(
                "gemeente-onbekend", "Op deze gemeente kunt u niet filteren.", status=400, place="query:gemeente"
            )
        wanted["state.gemeente"] = gemeente
    if partner is not None:
        wanted["state.melder_oin"] = partner
    return wanted

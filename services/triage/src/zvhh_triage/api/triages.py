# SPDX-License-Identifier: EUPL-1.2
"""Reading: the worklist, one triage with every version, and what the reporter's organisation may know."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.given import LINE
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken
from zvhh_triage import queries
from zvhh_triage.domain.rules.werklijst import mag_filteren
from zvhh_triage.domain.triage import TRIAGE
from zvhh_triage.lookups import beeld
from zvhh_triage.views.terugkoppeling import TerugkoppelingBeeld
from zvhh_triage.views.triage import TriageBeeld
from zvhh_triage.views.zaak import WerklijstRegel

Werkstand = Literal[
    "wacht-op-melding", "open", "aanvulling", "doorgezet", "afgewezen", "gevoegd", "ingetrokken", "gewogen"
]
"""Every stand of a zaak that was judged or is to be; a running case of before (S6c) is on no worklist."""


@dataclass(frozen=True)
class Gevraagd:
    """What the worklist is narrowed to (D2): query parameters. None of them is about what doesn't count (S4)."""

    stand: Annotated[list[Werkstand] | None, Query(description="Zonder: wat te beoordelen is.")] = None
    gemeente: Annotated[str | None, Query(max_length=60), LINE] = None
    partner: Annotated[Oin | None, Query()] = None
    pilotjaar: Annotated[int | None, Query(ge=2000, le=2999)] = None
    spoed: Annotated[bool | None, Query(description="Alleen met spoed, of juist zonder.")] = None
    van_mij: Annotated[bool, Query(alias="vanMij", description="Alleen wat u gepakt of gekregen hebt.")] = False


def triages(config: Configuratie) -> APIRouter:
    """The routes that read zaken."""
    router = APIRouter(prefix="/v1/triages", tags=["triages"], route_class=Route)

    @router.get("", operation_id="lees_werklijst")
    async def werklijst(
        zaken: Zaken, page: PageQuery, gevraagd: Annotated[Gevraagd, Depends()]
    ) -> Page[WerklijstRegel]:
        """The worklist: spoed on top, then questions of scope (S1b), then oldest receipt first (D2); no other order (S4)."""
        if gevraagd.gemeente is not None:
            mag_filteren(config, gevraagd.gemeente)
        wanted = queries.werklijst(
            stand=gevraagd.stand or queries.TE_BEOORDELEN,
            gemeente=gevraagd.gemeente,
            partner=gevraagd.partner,
            pilotjaar=gevraagd.pilotjaar,
            spoed=gevraagd.spoed,
            eigenaar=zaken.actor.subject if gevraagd.van_mij else None,
        )
        row = partial(WerklijstRegel.van, config, local_date(zaken.received))
        return await zaken.page(row, wanted, sort=queries.WERKLIJST_VOLGORDE, page=page, kind=TRIAGE)

    @router.get("/{zaak_id}", operation_id="lees_triage")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> TriageBeeld:
        """One triage with all its versions, and what it cites or has joined to it."""
        return await beeld(config, zaken, zaak_id, await zaken.get(zaak_id))

    @router.get("/{zaak_id}/terugkoppeling", operation_id="lees_terugkoppeling")
    async def terugkoppeling(zaken: Zaken, zaak_id: ZaakId) -> TerugkoppelingBeeld:
        """What the reporter's organisation may read."""
        return TerugkoppelingBeeld.van(zaak_id, await zaken.get(zaak_id))

    return router

# SPDX-License-Identifier: EUPL-1.2
"""Reading, supplementing and withdrawing a melding over HTTP."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import Reference
from zvhh_intake import queries
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.vul_aan import VulAan
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.rules.terugkoppeling import GetoondeStand
from zvhh_intake.views.meldingen import MeldingBeeld, StandBeeld
from zvhh_kit.domain.decision import Actor
from zvhh_kit.http import Gedaan, Page, PageQuery, Route, ZaakId, Zaken

_KENMERK = r"^ZV-[A-Z0-9]{4}-[A-Z0-9]{4}$"


def meldingen(config: Configuratie) -> APIRouter:
    router = APIRouter(prefix="/v1/meldingen", tags=["meldingen"], route_class=Route)

    @router.get("", operation_id="lees_meldingen")
    async def lijst(
        zaken: Zaken,
        page: PageQuery,
        stand: Annotated[list[GetoondeStand] | None, Query()] = None,
        kenmerk: Annotated[str | None, Query(pattern=_KENMERK, description="Het kenmerk van de melding.")] = None,
        referentie: Annotated[Reference | None, Query(description="Uw meldingReferentie.")] = None,
    ) -> Page[StandBeeld]:
        """The meldingen that you may see, oldest receipt first; no other order, and no filter on what doesn't count (S4)."""
        onverhuld = _onverhuld(zaken.actor)
        gevraagd = queries.meldingen(stand, kenmerk, referentie, onverhuld=onverhuld)
        regel = partial(StandBeeld.van, onverhuld=onverhuld)
        return await zaken.page(regel, gevraagd, sort=queries.MELDINGEN_VOLGORDE, page=page, kind=MELDING)

    @router.get("/{zaak_id}", operation_id="lees_melding")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> MeldingBeeld:
        """One melding with all that was reported, and where it stands."""
        return melding_beeld(config, zaken.actor)(zaak_id, await zaken.get(zaak_id, kind=MELDING))

    @router.post("/{zaak_id}/aanvullingen", status_code=201, operation_id="vul_melding_aan")
    async def vul_aan(zaken: Zaken, zaak_id: ZaakId, aanvulling: VulAan) -> Gedaan:
        """Answer the question of triage; 409 while there is none (D1)."""
        seen = melding_beeld(config, zaken.actor)
        return Gedaan(resultaat=await zaken.do(zaak_id, aanvulling, MELDING, seen=seen))

    @router.post("/{zaak_id}/intrekking", status_code=201, operation_id="trek_melding_in")
    async def trek_in(zaken: Zaken, zaak_id: ZaakId, intrekking: TrekIn) -> Gedaan:
        """Withdraw the melding; 409 once a weegoverleg was held (D1)."""
        seen = melding_beeld(config, zaken.actor)
        return Gedaan(resultaat=await zaken.do(zaak_id, intrekking, MELDING, seen=seen))

    return router


def melding_beeld(config: Configuratie, actor: Actor) -> Callable[[str, Melding], MeldingBeeld]:
    """What the detail of a melding shows to this person; also what If-Match compares with (D2)."""

    def beeld(zaak_id: str, melding: Melding) -> MeldingBeeld:
        met_betrokkenen, onverhuld = _mag_betrokkenen_zien(actor, melding), _onverhuld(actor)
        return MeldingBeeld.van(config, zaak_id, melding, met_betrokkenen=met_betrokkenen, onverhuld=onverhuld)

    return beeld


def _onverhuld(actor: Actor) -> bool:
    return "procesregisseur" in actor.roles


def _mag_betrokkenen_zien(actor: Actor, melding: Melding) -> bool:
    """L6: a reporter sees what they reported; who came in sight since is for who takes part in the zaak, or is invited."""
    neemt_deel = "deelnemer" in actor.roles and actor.oin in melding.toegang
    return neemt_deel or "procesregisseur" in actor.roles

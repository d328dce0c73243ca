# SPDX-License-Identifier: EUPL-1.2
"""Planning over HTTP: an overleg is planned, moved, cancelled, and others are invited; its agenda and its invitation.

Not for: minutes (`verslagen`).
"""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Route, ZaakId, Zaken
from zvhh_meetings.domain.commands.annuleer_overleg import AnnuleerOverleg
from zvhh_meetings.domain.commands.plan_overleg import PlanOverleg
from zvhh_meetings.domain.commands.verzet_overleg import VerzetOverleg
from zvhh_meetings.domain.commands.wijzig_uitnodiging import WijzigUitnodiging
from zvhh_meetings.domain.rules.behandeling import overleg_met
from zvhh_meetings.views.agenda import AgendaBeeld
from zvhh_meetings.views.answers import GeplandBeeld
from zvhh_meetings.views.overlegtraject import TrajectBeeld
from zvhh_meetings.views.uitnodiging import UitnodigingBeeld

Nummer = Annotated[int, Path(ge=1, le=100_000, description="Het nummer binnen deze zaak.")]


def routes(config: Configuratie) -> APIRouter:
    """These routes under a configuration."""
    router = APIRouter(prefix="/v1/overlegtrajecten/{zaak_id}", tags=["overlegtrajecten"], route_class=Route)
    seen = partial(TrajectBeeld.van, config)

    @router.post("/overleggen", status_code=201, operation_id="plan_overleg")
    async def plan(zaken: Zaken, zaak_id: ZaakId, overleg: PlanOverleg) -> GeplandBeeld:
        """Plan the weegoverleg, or the next casusoverleg on another date than proposed (S10, S13)."""
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, overleg, seen=seen))

    @router.post("/overleggen/{nummer}/verzetting", status_code=201, operation_id="verzet_overleg")
    async def verzet(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, nieuw: VerzetOverleg) -> GeplandBeeld:
        """Move a planned overleg, with a reason (D3)."""
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, nieuw, number=nummer, seen=seen))

    @router.post("/overleggen/{nummer}/annulering", status_code=201, operation_id="annuleer_overleg")
    async def annuleer(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, waarom: AnnuleerOverleg) -> GeplandBeeld:
        """Cancel a planned overleg, with a reason (D3)."""
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, waarom, number=nummer, seen=seen))

    @router.post("/overleggen/{nummer}/uitnodiging", status_code=201, operation_id="wijzig_uitnodiging")
    async def wijzig_uitnodiging(
        zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, nieuw: WijzigUitnodiging
    ) -> GeplandBeeld:
        """Invite others or name another place, with a reason; who is taken off loses access at once (D3, L6)."""
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, nieuw, number=nummer, seen=seen))

    @router.get("/overleggen/{nummer}/uitnodiging", operation_id="lees_uitnodiging")
    async def lees_uitnodiging(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer) -> UitnodigingBeeld:
        """What the invitation of an overleg says: kenmerk, time and place (D3)."""
        traject = await zaken.get(zaak_id)
        return UitnodigingBeeld.van(traject, overleg_met(traject, nummer))

    @router.get("/overleggen/{nummer}/agenda", operation_id="lees_agenda")
    async def lees_agenda(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer) -> AgendaBeeld:
        """What those present must come to (S3, S11, D3)."""
        traject = await zaken.get(zaak_id)
        return AgendaBeeld.van(config, zaak_id, traject, overleg_met(traject, nummer))

    return router

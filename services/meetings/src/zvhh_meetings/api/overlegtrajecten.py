# SPDX-License-Identifier: EUPL-1.2
"""Meetings over HTTP: JSON resources under /v1/overlegtrajecten, each by the sight that `access` gives the asker.

Bodies are the commands of the domain, or the part of them that is not in the path. Not for: pages.
"""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken
from zvhh_meetings.api import verslagen
from zvhh_meetings.domain.commands.annuleer_overleg import AnnuleerOverleg, Annulering
from zvhh_meetings.domain.commands.laat_vertrekken import LaatVertrekken, Vertrekmelding
from zvhh_meetings.domain.commands.meld_afspraak import AfspraakMelding, MeldAfspraak
from zvhh_meetings.domain.commands.meld_interventie import InterventieMelding, MeldInterventie
from zvhh_meetings.domain.commands.plan_overleg import PlanOverleg
from zvhh_meetings.domain.commands.rond_af import RondAf
from zvhh_meetings.domain.commands.verzet_overleg import VerzetOverleg, Verzetting
from zvhh_meetings.domain.commands.voeg_deelnemer_toe import VoegDeelnemerToe
from zvhh_meetings.domain.commands.voeg_lopende_afspraak_toe import VoegLopendeAfspraakToe
from zvhh_meetings.domain.commands.wijs_casusregie_aan import WijsCasusregieAan
from zvhh_meetings.domain.commands.wijzig_uitnodiging import Wijzigen, WijzigUitnodiging
from zvhh_meetings.domain.overlegtraject import Stand
from zvhh_meetings.domain.rules.behandeling import overleg_met
from zvhh_meetings.handlers import KIND
from zvhh_meetings.views.answers import (
    AangewezenBeeld,
    DeelnameBeeld,
    GemeldBeeld,
    GenummerdBeeld,
    GeplandBeeld,
    TaakAfgerondBeeld,
)
from zvhh_meetings.views.overlegtraject import AgendaBeeld, TrajectBeeld, TrajectRegel
from zvhh_meetings.views.uitnodiging import Uitnodiging, uitnodiging

Nummer = Annotated[int, Path(ge=1, le=100_000, description="Het nummer binnen deze zaak.")]
PartnerOin = Annotated[str, Path(pattern=r"^[0-9]{20}$", description="Het OIN van de partner.")]


def routes(config: Configuratie) -> APIRouter:
    """Every route of meetings under a configuration."""
    router = APIRouter(prefix="/v1/overlegtrajecten", tags=["overlegtrajecten"], route_class=Route)
    _reading(router, config)
    _planning(router, config)
    verslagen.add_to(router, config)
    _taking_part(router, config)
    _bringing_up_to_date(router, config)
    return router


def _reading(router: APIRouter, config: Configuratie) -> None:
    @router.get("", operation_id="lees_overlegtrajecten")
    async def lijst(
        zaken: Zaken,
        page: PageQuery,
        stand: Annotated[list[Stand] | None, Query(description="Zonder: alle.")] = None,
        zonder_datum: Annotated[bool | None, Query(alias="zonderDatum", description="Zonder gepland overleg.")] = None,
        laat: Annotated[bool | None, Query(description="Twaalf weken of langer geen casusoverleg.")] = None,
    ) -> Page[TrajectRegel]:
        """The zaken that the asker sees, by moment of receipt (S10, S13, D3)."""
        wanted: dict[str, Any] = {"state.stand": {"$in": stand}} if stand else {}
        wanted |= {} if zonder_datum is None else {"state.zonder_datum": zonder_datum}
        wanted |= {} if laat is None else {"state.laat": laat}
        return await zaken.page(TrajectRegel.van, wanted, sort="state.ontvangen_op", page=page, kind=KIND)

    @router.get("/{zaak_id}", operation_id="lees_overlegtraject")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> TrajectBeeld:
        """Every overleg of one zaak, with minutes, agreements, plan and casusregie."""
        return TrajectBeeld.van(config, zaak_id, await zaken.get(zaak_id))

    @router.get("/{zaak_id}/overleggen/{nummer}/agenda", operation_id="lees_agenda")
    async def lees_agenda(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer) -> AgendaBeeld:
        """What those present must come to (S3, S11, D3)."""
        traject = await zaken.get(zaak_id)
        return AgendaBeeld.van(config, zaak_id, traject, overleg_met(traject, nummer))


def _planning(router: APIRouter, config: Configuratie) -> None:
    seen = partial(TrajectBeeld.van, config)

    @router.post("/{zaak_id}/overleggen", status_code=201, operation_id="plan_overleg")
    async def plan(zaken: Zaken, zaak_id: ZaakId, overleg: PlanOverleg) -> GeplandBeeld:
        """Plan the weegoverleg, or the next casusoverleg on another date than proposed (S10, S13)."""
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, overleg, seen=seen))

    @router.post("/{zaak_id}/overleggen/{nummer}/verzetting", status_code=201, operation_id="verzet_overleg")
    async def verzet(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, verzetting: Verzetting) -> GeplandBeeld:
        """Move a planned overleg, with a reason (D3)."""
        command = VerzetOverleg(nummer=nummer, verzetting=verzetting)
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, command, seen=seen))

    @router.post("/{zaak_id}/overleggen/{nummer}/annulering", status_code=201, operation_id="annuleer_overleg")
    async def annuleer(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, annulering: Annulering) -> GeplandBeeld:
        """Cancel a planned overleg, with a reason (D3)."""
        command = AnnuleerOverleg(nummer=nummer, annulering=annulering)
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, command, seen=seen))

    @router.post("/{zaak_id}/overleggen/{nummer}/uitnodiging", status_code=201, operation_id="wijzig_uitnodiging")
    async def wijzig_uitnodiging(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, wijziging: Wijzigen) -> GeplandBeeld:
        """Invite others or name another place, with a reason; who is taken off loses access at once (D3, L6)."""
        command = WijzigUitnodiging(nummer=nummer, wijziging=wijziging)
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, command, seen=seen))

    @router.get("/{zaak_id}/overleggen/{nummer}/uitnodiging", operation_id="lees_uitnodiging")
    async def lees_uitnodiging(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer) -> Uitnodiging:
        """What the invitation of an overleg says: kenmerk, time and place (D3)."""
        traject = await zaken.get(zaak_id)
        return uitnodiging(traject, overleg_met(traject, nummer))


def _taking_part(router: APIRouter, config: Configuratie) -> None:
    seen = partial(TrajectBeeld.van, config)

    @router.post("/{zaak_id}/deelnemers", status_code=201, operation_id="voeg_deelnemer_toe")
    async def voeg_toe(zaken: Zaken, zaak_id: ZaakId, deelnemer: VoegDeelnemerToe) -> DeelnameBeeld:
        """A partner takes part from today (L4b)."""
        return DeelnameBeeld.model_validate(await zaken.do(zaak_id, deelnemer, seen=seen))

    @router.post("/{zaak_id}/deelnemers/{oin}/vertrek", status_code=201, operation_id="laat_deelnemer_vertrekken")
    async def vertrek(zaken: Zaken, zaak_id: ZaakId, oin: PartnerOin, melding: Vertrekmelding) -> DeelnameBeeld:
        """A partner leaves and hands over what is open (L4b)."""
        command = LaatVertrekken(oin=oin, vertrek=melding)
        return DeelnameBeeld.model_validate(await zaken.do(zaak_id, command, seen=seen))

    @router.post("/{zaak_id}/casusregie", status_code=201, operation_id="wijs_casusregie_aan")
    async def casusregie(zaken: Zaken, zaak_id: ZaakId, keuze: WijsCasusregieAan) -> AangewezenBeeld:
        """Appoint the casusregie between two overleggen; regie answers (S16)."""
        return AangewezenBeeld.model_validate(await zaken.do(zaak_id, keuze, seen=seen))


def _bringing_up_to_date(router: APIRouter, config: Configuratie) -> None:
    seen = partial(TrajectBeeld.van, config)

    @router.post("/{zaak_id}/afspraken", status_code=201, operation_id="voeg_lopende_afspraak_toe")
    async def lopend(zaken: Zaken, zaak_id: ZaakId, afspraak: VoegLopendeAfspraakToe) -> GenummerdBeeld:
        """Type an open agreement of a running case of before the pilot (S6c)."""
        return GenummerdBeeld.model_validate(await zaken.do(zaak_id, afspraak, seen=seen))

    @router.post("/{zaak_id}/afspraken/{nummer}/stand", status_code=201, operation_id="meld_afspraak")
    async def afspraak(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, melding: AfspraakMelding) -> GemeldBeeld:
        """How an own agreement stands (D3, S12)."""
        command = MeldAfspraak(nummer=nummer, melding=melding)
        return GemeldBeeld.model_validate(await zaken.do(zaak_id, command, seen=seen))

    @router.post("/{zaak_id}/afgeronde-taken", status_code=201, operation_id="rond_taak_af")
    async def rond_af(zaken: Zaken, zaak_id: ZaakId, taak: RondAf) -> TaakAfgerondBeeld:
        """Say that a task is done, and what was found: that no earlier overleg is needed, for example (D4, S11)."""
        return TaakAfgerondBeeld.model_validate(await zaken.do(zaak_id, taak, seen=seen))

    @router.post("/{zaak_id}/interventies/{nummer}/stand", status_code=201, operation_id="meld_interventie")
    async def interventie(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, melding: InterventieMelding) -> GemeldBeeld:
        """How an own intervention stands (S12)."""
        command = MeldInterventie(nummer=nummer, melding=melding)
        return GemeldBeeld.model_validate(await zaken.do(zaak_id, command, seen=seen))

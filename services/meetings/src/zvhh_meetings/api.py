# SPDX-License-Identifier: EUPL-1.2
"""Meetings over HTTP: JSON resources under /v1/overlegtrajecten, each by the sight that `access` gives the asker.

Bodies are the commands of the domain, or the part of them that is not in the path. Not for: pages.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Page, PageQuery, Route, ZaakId, Zaken
from zvhh_meetings.antwoorden import AangewezenBeeld, DeelnameBeeld, GemeldBeeld, GeplandBeeld, VastgelegdBeeld
from zvhh_meetings.domain.afspraken import AfspraakMelding, MeldAfspraak
from zvhh_meetings.domain.casusoverleg import LegCasusverslagVast
from zvhh_meetings.domain.casusregie import WijsCasusregieAan
from zvhh_meetings.domain.deelnemers import LaatVertrekken, Vertrekmelding, VoegDeelnemerToe
from zvhh_meetings.domain.grenzen import overleg_met
from zvhh_meetings.domain.plan import InterventieMelding, MeldInterventie
from zvhh_meetings.domain.plannen import PlanOverleg
from zvhh_meetings.domain.traject import Stand
from zvhh_meetings.domain.verslag import CasusverslagInvoer, WeegverslagInvoer
from zvhh_meetings.domain.verzetten import AnnuleerOverleg, Annulering, VerzetOverleg, Verzetting
from zvhh_meetings.domain.weegoverleg import LegWeegverslagVast
from zvhh_meetings.views import AgendaBeeld, TrajectBeeld, TrajectRegel

Nummer = Annotated[int, Path(ge=1, le=100_000, description="Het nummer binnen deze zaak.")]
PartnerOin = Annotated[str, Path(pattern=r"^\d{20}$", description="Het OIN van de partner.")]


def routes(config: Configuratie) -> APIRouter:
    """Every route of meetings under a configuration."""
    router = APIRouter(prefix="/v1/overlegtrajecten", tags=["overlegtrajecten"], route_class=Route)
    _reading(router, config)
    _planning(router)
    _recording(router)
    _taking_part(router)
    _bringing_up_to_date(router)
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
        return await zaken.page(TrajectRegel.van, wanted, sort="state.ontvangen_op", page=page)

    @router.get("/{zaak_id}", operation_id="lees_overlegtraject")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> TrajectBeeld:
        """Every overleg of one zaak, with minutes, agreements, plan and casusregie."""
        return TrajectBeeld.van(config, zaak_id, await zaken.get(zaak_id))

    @router.get("/{zaak_id}/overleggen/{nummer}/agenda", operation_id="lees_agenda")
    async def lees_agenda(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer) -> AgendaBeeld:
        """What those present must come to (S3, S11, D3)."""
        traject = await zaken.get(zaak_id)
        return AgendaBeeld.van(config, zaak_id, traject, overleg_met(traject, nummer))


def _planning(router: APIRouter) -> None:
    @router.post("/{zaak_id}/overleggen", status_code=201, operation_id="plan_overleg")
    async def plan(zaken: Zaken, zaak_id: ZaakId, overleg: PlanOverleg) -> GeplandBeeld:
        """Plan the weegoverleg, or the next casusoverleg on another date than proposed (S10, S13)."""
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, overleg))

    @router.post("/{zaak_id}/overleggen/{nummer}/verzetting", status_code=201, operation_id="verzet_overleg")
    async def verzet(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, verzetting: Verzetting) -> GeplandBeeld:
        """Move a planned overleg, with a reason (D3)."""
        return GeplandBeeld.model_validate(await zaken.do(zaak_id, VerzetOverleg(nummer=nummer, verzetting=verzetting)))

    @router.post("/{zaak_id}/overleggen/{nummer}/annulering", status_code=201, operation_id="annuleer_overleg")
    async def annuleer(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, annulering: Annulering) -> GeplandBeeld:
        """Cancel a planned overleg, with a reason (D3)."""
        return GeplandBeeld.model_validate(
            await zaken.do(zaak_id, AnnuleerOverleg(nummer=nummer, annulering=annulering))
        )


def _recording(router: APIRouter) -> None:
    @router.post("/{zaak_id}/overleggen/{nummer}/weegverslag", status_code=201, operation_id="leg_weegverslag_vast")
    async def weegverslag(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, verslag: WeegverslagInvoer) -> VastgelegdBeeld:
        """Record the minutes of a weegoverleg for good (S11)."""
        return VastgelegdBeeld.model_validate(
            await zaken.do(zaak_id, LegWeegverslagVast(nummer=nummer, verslag=verslag))
        )

    @router.post("/{zaak_id}/overleggen/{nummer}/casusverslag", status_code=201, operation_id="leg_casusverslag_vast")
    async def casusverslag(
        zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, verslag: CasusverslagInvoer
    ) -> VastgelegdBeeld:
        """Record the minutes of a casusoverleg for good (S12)."""
        return VastgelegdBeeld.model_validate(
            await zaken.do(zaak_id, LegCasusverslagVast(nummer=nummer, verslag=verslag))
        )


def _taking_part(router: APIRouter) -> None:
    @router.post("/{zaak_id}/deelnemers", status_code=201, operation_id="voeg_deelnemer_toe")
    async def voeg_toe(zaken: Zaken, zaak_id: ZaakId, deelnemer: VoegDeelnemerToe) -> DeelnameBeeld:
        """A partner takes part from today (L4b)."""
        return DeelnameBeeld.model_validate(await zaken.do(zaak_id, deelnemer))

    @router.post("/{zaak_id}/deelnemers/{oin}/vertrek", status_code=201, operation_id="laat_deelnemer_vertrekken")
    async def vertrek(zaken: Zaken, zaak_id: ZaakId, oin: PartnerOin, melding: Vertrekmelding) -> DeelnameBeeld:
        """A partner leaves and hands over what is open (L4b)."""
        return DeelnameBeeld.model_validate(await zaken.do(zaak_id, LaatVertrekken(oin=oin, vertrek=melding)))

    @router.post("/{zaak_id}/casusregie", status_code=201, operation_id="wijs_casusregie_aan")
    async def casusregie(zaken: Zaken, zaak_id: ZaakId, keuze: WijsCasusregieAan) -> AangewezenBeeld:
        """Appoint the casusregie between two overleggen; regie answers (S16)."""
        return AangewezenBeeld.model_validate(await zaken.do(zaak_id, keuze))


def _bringing_up_to_date(router: APIRouter) -> None:
    @router.post("/{zaak_id}/afspraken/{nummer}/stand", status_code=201, operation_id="meld_afspraak")
    async def afspraak(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, melding: AfspraakMelding) -> GemeldBeeld:
        """How an own agreement stands (D3, S12)."""
        return GemeldBeeld.model_validate(await zaken.do(zaak_id, MeldAfspraak(nummer=nummer, melding=melding)))

    @router.post("/{zaak_id}/interventies/{nummer}/stand", status_code=201, operation_id="meld_interventie")
    async def interventie(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, melding: InterventieMelding) -> GemeldBeeld:
        """How an own intervention stands (S12)."""
        return GemeldBeeld.model_validate(await zaken.do(zaak_id, MeldInterventie(nummer=nummer, melding=melding)))

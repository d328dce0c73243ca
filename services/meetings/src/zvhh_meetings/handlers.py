# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision of meetings: a table, nothing else; a reader starts here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.handlers import DocumentKind, Handlers
from zvhh_meetings import foreign
from zvhh_meetings.domain import (
    aanvulling,
    afronden,
    afspraken,
    casusoverleg,
    casusregie,
    deelnemers,
    herinneringen,
    herzien,
    inzage,
    lopend,
    plan,
    plannen,
    stand,
    training,
    uitnodigen,
    vanuit_intake,
    vanuit_regie,
    vanuit_triage,
    verzetten,
    weegoverleg,
)
from zvhh_meetings.domain.traject import Overlegtraject

KIND = "overlegtraject"
TRAINING = "training"


def handlers(config: Configuratie) -> Handlers:
    """The table of meetings under a configuration."""
    table = Handlers()
    zaken = table.document(
        KIND, Overlegtraject, stage="stand", part=inzage.deel_voor, derive=partial(stand.derive, config)
    )
    for rows in (_intake, _regie, _people):
        rows(zaken, config)
    _triage(zaken)
    _reminders(zaken)
    trainingen = table.document(TRAINING, training.Training, subjects=training.is_training)
    trainingen.command(training.TelTraining, partial(training.tel, config))
    return table


def _intake(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What intake told."""
    zaken.event(foreign.MeldingIngediend, partial(vanuit_intake.ingediend, config))
    zaken.event(foreign.MeldingAangevuld, vanuit_intake.aangevuld)
    zaken.event(foreign.MeldingIngetrokken, vanuit_intake.ingetrokken)
    zaken.event(foreign.LopendeZaakIngebracht, partial(lopend.ingebracht, config))
    zaken.event(foreign.BetrokkenenGewijzigd, vanuit_intake.betrokkenen_gewijzigd)
    zaken.event(foreign.ProfessionalGeweerd, vanuit_intake.geweerd)
    zaken.event(foreign.WeringOpgeheven, vanuit_intake.wering_opgeheven)
    zaken.event(foreign.BewaartermijnGewijzigd, vanuit_intake.bewaartermijn_gewijzigd)
    zaken.event(foreign.MeldingAfgeschermd, vanuit_intake.afgeschermd)
    zaken.event(foreign.MeldingVernietigd, vanuit_intake.vernietigd)


def _triage(zaken: DocumentKind[Overlegtraject]) -> None:
    """What triage told."""
    zaken.event(foreign.TriageDoorgezet, vanuit_triage.doorgezet)
    zaken.event(foreign.TriageAfgewezen, vanuit_triage.afgewezen)
    zaken.event(foreign.TriageGevoegd, vanuit_triage.gevoegd)
    zaken.event(foreign.TriageHeropend, vanuit_triage.heropend)
    zaken.event(foreign.SpoedGewijzigd, vanuit_triage.spoed_gewijzigd)
    zaken.event(foreign.MeldingToegevoegd, vanuit_triage.melding_toegevoegd)
    zaken.event(foreign.MeldingAfgesplitst, vanuit_triage.melding_afgesplitst)


def _regie(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What regie told."""
    zaken.event(foreign.CasusGeopend, partial(vanuit_regie.casus_geopend, config))
    zaken.event(foreign.CasusOpWachtlijst, vanuit_regie.op_wachtlijst)
    zaken.event(foreign.LopendeCasusGeopend, vanuit_regie.lopende_casus_geopend)
    zaken.event(foreign.CasusVanWachtlijst, vanuit_regie.van_wachtlijst)
    zaken.event(foreign.OpeningOngedaan, vanuit_regie.opening_ongedaan)
    zaken.event(foreign.ZwaartepuntGewijzigd, vanuit_regie.zwaartepunt_gewijzigd)
    zaken.event(foreign.CasusregieVastgelegd, vanuit_regie.regie_vastgelegd)
    zaken.event(foreign.CasusregieGeweigerd, vanuit_regie.regie_geweigerd)
    zaken.event(foreign.IncidentGeregistreerd, vanuit_regie.incident_geregistreerd)
    zaken.event(foreign.IncidentHerzien, vanuit_regie.incident_herzien)
    zaken.event(foreign.AfschalenMogelijk, vanuit_regie.afschalen_mogelijk)
    zaken.event(foreign.AfschalenVervallen, vanuit_regie.afschalen_vervallen)
    zaken.event(foreign.AfschalenGeweigerd, vanuit_regie.afschalen_geweigerd)
    zaken.event(foreign.CasusAfgeschaald, vanuit_regie.afgeschaald)
    zaken.event(foreign.BeeindigenGeweigerd, vanuit_regie.beeindigen_geweigerd)
    zaken.event(foreign.CasusBeeindigd, vanuit_regie.beeindigd)


def _people(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What people ask."""
    zaken.command(plannen.PlanOverleg, partial(plannen.plan, config))
    zaken.command(verzetten.VerzetOverleg, partial(verzetten.verplaats, config))
    zaken.command(verzetten.AnnuleerOverleg, partial(verzetten.annuleer, config))
    zaken.command(uitnodigen.WijzigUitnodiging, partial(uitnodigen.wijzig, config))
    zaken.command(lopend.VoegLopendeAfspraakToe, partial(lopend.voeg_afspraak_toe, config))
    zaken.command(weegoverleg.LegWeegverslagVast, partial(weegoverleg.leg_vast, config))
    zaken.command(herzien.HerzieWeegbesluit, partial(herzien.herzie, config))
    zaken.command(aanvulling.LegAanvullingVast, aanvulling.leg_aanvulling_vast)
    zaken.command(casusoverleg.LegCasusverslagVast, partial(casusoverleg.leg_vast, config))
    zaken.command(deelnemers.VoegDeelnemerToe, partial(deelnemers.voeg_toe, config))
    zaken.command(deelnemers.LaatVertrekken, partial(deelnemers.laat_vertrekken, config))
    zaken.command(casusregie.WijsCasusregieAan, partial(casusregie.wijs_aan, config))
    zaken.command(afspraken.MeldAfspraak, partial(afspraken.meld_stand, config))
    zaken.command(afronden.RondAf, partial(afronden.rond_af, config))
    zaken.command(plan.MeldInterventie, partial(plan.meld_stand, config))


def _reminders(zaken: DocumentKind[Overlegtraject]) -> None:
    """What came due; each only marks the state (L9)."""
    zaken.reminder(stand.ZONDER_DATUM, herinneringen.zonder_datum)
    zaken.reminder(stand.GEZOCHT, herinneringen.casusregie_gezocht)
    zaken.reminder(stand.LAAT, herinneringen.casusoverleg_laat)
    zaken.reminder(stand.UITNODIGING, herinneringen.uitnodiging_voorbij)
    zaken.reminder(stand.VOORBIJ, herinneringen.overleg_voorbij)

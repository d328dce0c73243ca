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
    for rows in (_intake, _triage, _regie, _people, _reminders):
        rows(zaken, config)
    trainingen = table.document(TRAINING, training.Training, subjects=training.is_training)
    trainingen.command(training.TelTraining, partial(training.tel, config))
    return table


def _intake(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What intake told."""
    zaken.event(foreign.MeldingIngediend, partial(vanuit_intake.ingediend, config))
    zaken.event(foreign.MeldingAangevuld, partial(vanuit_intake.aangevuld, config))
    zaken.event(foreign.MeldingIngetrokken, partial(vanuit_intake.ingetrokken, config))
    zaken.event(foreign.LopendeZaakIngebracht, partial(lopend.ingebracht, config))
    zaken.event(foreign.BetrokkenenGewijzigd, partial(vanuit_intake.betrokkenen_gewijzigd, config))
    zaken.event(foreign.ProfessionalGeweerd, partial(vanuit_intake.geweerd, config))
    zaken.event(foreign.WeringOpgeheven, partial(vanuit_intake.wering_opgeheven, config))
    zaken.event(foreign.BewaartermijnGewijzigd, partial(vanuit_intake.bewaartermijn_gewijzigd, config))
    zaken.event(foreign.MeldingAfgeschermd, partial(vanuit_intake.afgeschermd, config))
    zaken.event(foreign.MeldingVernietigd, partial(vanuit_intake.vernietigd, config))


def _triage(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What triage told."""
    zaken.event(foreign.TriageDoorgezet, partial(vanuit_triage.doorgezet, config))
    zaken.event(foreign.TriageAfgewezen, partial(vanuit_triage.afgewezen, config))
    zaken.event(foreign.TriageGevoegd, partial(vanuit_triage.gevoegd, config))
    zaken.event(foreign.TriageHeropend, partial(vanuit_triage.heropend, config))
    zaken.event(foreign.SpoedGewijzigd, partial(vanuit_triage.spoed_gewijzigd, config))
    zaken.event(foreign.MeldingToegevoegd, partial(vanuit_triage.melding_toegevoegd, config))
    zaken.event(foreign.MeldingAfgesplitst, partial(vanuit_triage.melding_afgesplitst, config))


def _regie(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What regie told."""
    zaken.event(foreign.CasusGeopend, partial(vanuit_regie.casus_geopend, config))
    zaken.event(foreign.CasusOpWachtlijst, partial(vanuit_regie.op_wachtlijst, config))
    zaken.event(foreign.LopendeCasusGeopend, partial(vanuit_regie.lopende_casus_geopend, config))
    zaken.event(foreign.CasusVanWachtlijst, partial(vanuit_regie.van_wachtlijst, config))
    zaken.event(foreign.OpeningOngedaan, partial(vanuit_regie.opening_ongedaan, config))
    zaken.event(foreign.ZwaartepuntGewijzigd, partial(vanuit_regie.zwaartepunt_gewijzigd, config))
    zaken.event(foreign.CasusregieVastgelegd, partial(vanuit_regie.regie_vastgelegd, config))
    zaken.event(foreign.CasusregieGeweigerd, partial(vanuit_regie.regie_geweigerd, config))
    zaken.event(foreign.IncidentGeregistreerd, partial(vanuit_regie.incident_geregistreerd, config))
    zaken.event(foreign.IncidentHerzien, partial(vanuit_regie.incident_herzien, config))
    zaken.event(foreign.AfschalenMogelijk, partial(vanuit_regie.afschalen_mogelijk, config))
    zaken.event(foreign.AfschalenVervallen, partial(vanuit_regie.afschalen_vervallen, config))
    zaken.event(foreign.AfschalenGeweigerd, partial(vanuit_regie.afschalen_geweigerd, config))
    zaken.event(foreign.CasusAfgeschaald, partial(vanuit_regie.afgeschaald, config))
    zaken.event(foreign.BeeindigenGeweigerd, partial(vanuit_regie.beeindigen_geweigerd, config))
    zaken.event(foreign.CasusBeeindigd, partial(vanuit_regie.beeindigd, config))


def _people(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What people ask."""
    zaken.command(plannen.PlanOverleg, partial(plannen.plan, config))
    zaken.command(verzetten.VerzetOverleg, partial(verzetten.verzet, config))
    zaken.command(verzetten.AnnuleerOverleg, partial(verzetten.annuleer, config))
    zaken.command(uitnodigen.WijzigUitnodiging, partial(uitnodigen.wijzig, config))
    zaken.command(lopend.VoegLopendeAfspraakToe, partial(lopend.voeg_afspraak_toe, config))
    zaken.command(weegoverleg.LegWeegverslagVast, partial(weegoverleg.leg_vast, config))
    zaken.command(herzien.HerzieWeegbesluit, partial(herzien.herzie, config))
    zaken.command(aanvulling.LegAanvullingVast, partial(aanvulling.leg_aanvulling_vast, config))
    zaken.command(casusoverleg.LegCasusverslagVast, partial(casusoverleg.leg_vast, config))
    zaken.command(deelnemers.VoegDeelnemerToe, partial(deelnemers.voeg_toe, config))
    zaken.command(deelnemers.LaatVertrekken, partial(deelnemers.laat_vertrekken, config))
    zaken.command(casusregie.WijsCasusregieAan, partial(casusregie.wijs_aan, config))
    zaken.command(afspraken.MeldAfspraak, partial(afspraken.meld_stand, config))
    zaken.command(afronden.RondAf, partial(afronden.rond_af, config))
    zaken.command(plan.MeldInterventie, partial(plan.meld_stand, config))


def _reminders(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What came due; each only marks the state (L9)."""
    zaken.reminder(stand.ZONDER_DATUM, partial(herinneringen.zonder_datum, config))
    zaken.reminder(stand.GEZOCHT, partial(herinneringen.casusregie_gezocht, config))
    zaken.reminder(stand.LAAT, partial(herinneringen.casusoverleg_laat, config))
    zaken.reminder(stand.UITNODIGING, partial(herinneringen.uitnodiging_voorbij, config))
    zaken.reminder(stand.VOORBIJ, partial(herinneringen.overleg_voorbij, config))

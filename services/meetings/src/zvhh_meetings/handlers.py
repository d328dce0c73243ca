# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision of meetings: a table, nothing else; a reader starts here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import DocumentKind, Handlers
from zvhh_meetings import readers
from zvhh_meetings.domain import derived, reminders, training
from zvhh_meetings.domain.commands import (
    annuleer_overleg,
    herzie_weegbesluit,
    laat_vertrekken,
    leg_aanvulling_vast,
    leg_casusverslag_vast,
    leg_weegverslag_vast,
    meld_afspraak,
    meld_interventie,
    plan_overleg,
    rond_af,
    tel_training,
    verzet_overleg,
    voeg_deelnemer_toe,
    voeg_lopende_afspraak_toe,
    wijs_casusregie_aan,
    wijzig_uitnodiging,
)
from zvhh_meetings.domain.events import intake, regie, triage
from zvhh_meetings.domain.overlegtraject import TRAJECT, Overlegtraject
from zvhh_meetings.domain.rules import inzage

KIND = "overlegtraject"
TRAINING = "training"


def handlers(config: Configuratie) -> Handlers:
    """The table of meetings under a configuration."""
    table = Handlers()
    zaken = table.document(
        TRAJECT, Overlegtraject, stage="stand", part=inzage.deel_voor, derive=partial(derived.derive, config)
    )
    for rows in (_intake, _regie, _people):
        rows(zaken, config)
    _triage(zaken)
    _reminders(zaken)
    trainingen = table.document(training.TRAINING, training.Training, subjects=training.is_training)
    trainingen.command(tel_training.TelTraining, partial(tel_training.tel, config))
    return table


def _intake(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What intake told."""
    zaken.event(readers.MeldingIngediend, partial(intake.ingediend, config))
    zaken.event(readers.MeldingAangevuld, intake.aangevuld)
    zaken.event(readers.MeldingIngetrokken, intake.ingetrokken)
    zaken.event(readers.LopendeZaakIngebracht, partial(intake.ingebracht, config))
    zaken.event(readers.BetrokkenenGewijzigd, intake.betrokkenen_gewijzigd)
    zaken.event(readers.ProfessionalGeweerd, intake.geweerd)
    zaken.event(readers.WeringOpgeheven, intake.wering_opgeheven)
    zaken.event(readers.BewaartermijnGewijzigd, intake.bewaartermijn_gewijzigd)
    zaken.event(readers.MeldingAfgeschermd, intake.afgeschermd)
    zaken.event(readers.MeldingVernietigd, intake.vernietigd)


def _triage(zaken: DocumentKind[Overlegtraject]) -> None:
    """What triage told."""
    zaken.event(readers.TriageDoorgezet, triage.doorgezet)
    zaken.event(readers.TriageAfgewezen, triage.afgewezen)
    zaken.event(readers.TriageGevoegd, triage.gevoegd)
    zaken.event(readers.TriageHeropend, triage.heropend)
    zaken.event(readers.SpoedGewijzigd, triage.spoed_gewijzigd)
    zaken.event(readers.MeldingToegevoegd, triage.melding_toegevoegd)
    zaken.event(readers.MeldingAfgesplitst, triage.melding_afgesplitst)


def _regie(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What regie told."""
    zaken.event(readers.CasusGeopend, partial(regie.casus_geopend, config))
    zaken.event(readers.CasusOpWachtlijst, regie.op_wachtlijst)
    zaken.event(readers.LopendeCasusGeopend, regie.lopende_casus_geopend)
    zaken.event(readers.CasusVanWachtlijst, regie.van_wachtlijst)
    zaken.event(readers.OpeningOngedaan, regie.opening_ongedaan)
    zaken.event(readers.ZwaartepuntGewijzigd, regie.zwaartepunt_gewijzigd)
    zaken.event(readers.CasusregieVastgelegd, regie.regie_vastgelegd)
    zaken.event(readers.CasusregieGeweigerd, regie.regie_geweigerd)
    zaken.event(readers.IncidentGeregistreerd, regie.incident_geregistreerd)
    zaken.event(readers.IncidentHerzien, regie.incident_herzien)
    zaken.event(readers.AfschalenMogelijk, regie.afschalen_mogelijk)
    zaken.event(readers.AfschalenVervallen, regie.afschalen_vervallen)
    zaken.event(readers.AfschalenGeweigerd, regie.afschalen_geweigerd)
    zaken.event(readers.CasusAfgeschaald, regie.afgeschaald)
    zaken.event(readers.BeeindigenGeweigerd, regie.beeindigen_geweigerd)
    zaken.event(readers.CasusBeeindigd, regie.beeindigd)


def _people(zaken: DocumentKind[Overlegtraject], config: Configuratie) -> None:
    """What people ask."""
    zaken.command(plan_overleg.PlanOverleg, partial(plan_overleg.plan, config))
    zaken.command(verzet_overleg.VerzetOverleg, partial(verzet_overleg.verzet, config))
    zaken.command(annuleer_overleg.AnnuleerOverleg, partial(annuleer_overleg.annuleer, config))
    zaken.command(wijzig_uitnodiging.WijzigUitnodiging, partial(wijzig_uitnodiging.wijzig, config))
    zaken.command(leg_weegverslag_vast.LegWeegverslagVast, partial(leg_weegverslag_vast.leg_vast, config))
    zaken.command(herzie_weegbesluit.HerzieWeegbesluit, partial(herzie_weegbesluit.herzie, config))
    zaken.command(leg_casusverslag_vast.LegCasusverslagVast, partial(leg_casusverslag_vast.leg_vast, config))
    zaken.command(leg_aanvulling_vast.LegAanvullingVast, leg_aanvulling_vast.leg_aanvulling_vast)
    zaken.command(voeg_deelnemer_toe.VoegDeelnemerToe, partial(voeg_deelnemer_toe.voeg_toe, config))
    zaken.command(laat_vertrekken.LaatVertrekken, partial(laat_vertrekken.laat_vertrekken, config))
    zaken.command(wijs_casusregie_aan.WijsCasusregieAan, partial(wijs_casusregie_aan.wijs_aan, config))
    voeg_toe = partial(voeg_lopende_afspraak_toe.voeg_afspraak_toe, config)
    zaken.command(voeg_lopende_afspraak_toe.VoegLopendeAfspraakToe, voeg_toe)
    zaken.command(meld_afspraak.MeldAfspraak, partial(meld_afspraak.meld_stand, config))
    zaken.command(meld_interventie.MeldInterventie, partial(meld_interventie.meld_stand, config))
    zaken.command(rond_af.RondAf, partial(rond_af.rond_af, config))


def _reminders(zaken: DocumentKind[Overlegtraject]) -> None:
    """What came due; each only marks the state (L9)."""
    zaken.reminder(derived.ZONDER_DATUM, reminders.zonder_datum)
    zaken.reminder(derived.GEZOCHT, reminders.casusregie_gezocht)
    zaken.reminder(derived.LAAT, reminders.casusoverleg_laat)
    zaken.reminder(derived.UITNODIGING, reminders.uitnodiging_voorbij)
    zaken.reminder(derived.VOORBIJ, reminders.overleg_voorbij)

# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision of meetings: a table, nothing else; a reader starts here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.handlers import Handlers
from zvhh_meetings import foreign
from zvhh_meetings.domain import (
    afspraken,
    casusoverleg,
    casusregie,
    deelnemers,
    herinneringen,
    plan,
    plannen,
    stand,
    vanuit_intake,
    vanuit_regie,
    vanuit_triage,
    verzetten,
    weegoverleg,
)
from zvhh_meetings.domain.traject import Overlegtraject

KIND = "overlegtraject"


def handlers(config: Configuratie) -> Handlers:
    """The table of meetings under a configuration."""
    table = Handlers()
    zaken = table.document(KIND, Overlegtraject, stage="stand")

    zaken.event(foreign.MeldingIngediend, partial(vanuit_intake.ingediend, config))
    zaken.event(foreign.MeldingAangevuld, partial(vanuit_intake.aangevuld, config))
    zaken.event(foreign.MeldingIngetrokken, partial(vanuit_intake.ingetrokken, config))
    zaken.event(foreign.TriageDoorgezet, partial(vanuit_triage.doorgezet, config))
    zaken.event(foreign.TriageAfgewezen, partial(vanuit_triage.afgewezen, config))
    zaken.event(foreign.CasusGeopend, partial(vanuit_regie.casus_geopend, config))
    zaken.event(foreign.CasusOpWachtlijst, partial(vanuit_regie.op_wachtlijst, config))
    zaken.event(foreign.CasusregieVastgelegd, partial(vanuit_regie.regie_vastgelegd, config))
    zaken.event(foreign.CasusregieGeweigerd, partial(vanuit_regie.regie_geweigerd, config))
    zaken.event(foreign.IncidentGeregistreerd, partial(vanuit_regie.incident_geregistreerd, config))
    zaken.event(foreign.IncidentHerzien, partial(vanuit_regie.incident_herzien, config))
    zaken.event(foreign.AfschalenMogelijk, partial(vanuit_regie.afschalen_mogelijk, config))
    zaken.event(foreign.AfschalenVervallen, partial(vanuit_regie.afschalen_vervallen, config))
    zaken.event(foreign.AfschalenGeweigerd, partial(vanuit_regie.afschalen_geweigerd, config))
    zaken.event(foreign.CasusAfgeschaald, partial(vanuit_regie.afgeschaald, config))

    zaken.command(plannen.PlanOverleg, partial(plannen.plan, config))
    zaken.command(verzetten.VerzetOverleg, partial(verzetten.verzet, config))
    zaken.command(verzetten.AnnuleerOverleg, partial(verzetten.annuleer, config))
    zaken.command(weegoverleg.LegWeegverslagVast, partial(weegoverleg.leg_vast, config))
    zaken.command(casusoverleg.LegCasusverslagVast, partial(casusoverleg.leg_vast, config))
    zaken.command(deelnemers.VoegDeelnemerToe, partial(deelnemers.voeg_toe, config))
    zaken.command(deelnemers.LaatVertrekken, partial(deelnemers.laat_vertrekken, config))
    zaken.command(casusregie.WijsCasusregieAan, partial(casusregie.wijs_aan, config))
    zaken.command(afspraken.MeldAfspraak, partial(afspraken.meld_stand, config))
    zaken.command(plan.MeldInterventie, partial(plan.meld_stand, config))

    zaken.reminder(stand.ZONDER_DATUM, partial(herinneringen.zonder_datum, config))
    zaken.reminder(stand.GEZOCHT, partial(herinneringen.casusregie_gezocht, config))
    zaken.reminder(stand.LAAT, partial(herinneringen.casusoverleg_laat, config))
    return table

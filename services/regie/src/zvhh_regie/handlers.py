# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision of regie: a table, nothing else; a reader starts here."""

from functools import partial

from zvhh_contracts import regie_intern
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import DocumentKind, Handlers
from zvhh_regie import readers
from zvhh_regie.domain import derived, reminders
from zvhh_regie.domain.casus import CASUS, Casus
from zvhh_regie.domain.commands.bevestig_plaats import BevestigPlaats, bevestig_plaats
from zvhh_regie.domain.commands.corrigeer_detentie import CorrigeerDetentie, corrigeer_detentie
from zvhh_regie.domain.commands.corrigeer_incident import CorrigeerIncident, corrigeer_incident
from zvhh_regie.domain.commands.maak_opening_ongedaan import MaakOpeningOngedaan, maak_opening_ongedaan
from zvhh_regie.domain.commands.registreer_detentie import RegistreerDetentie, registreer_detentie
from zvhh_regie.domain.commands.registreer_incident import RegistreerIncident, registreer_incident
from zvhh_regie.domain.commands.rond_af import RondAf, rond_af
from zvhh_regie.domain.commands.verhoog_maximum import VerhoogMaximum, verhoog_maximum
from zvhh_regie.domain.commands.verlaat_wachtlijst import VerlaatWachtlijst, verlaat_wachtlijst
from zvhh_regie.domain.commands.wijzig_zwaartepunt import WijzigZwaartepunt, wijzig_zwaartepunt
from zvhh_regie.domain.commands.zet_cijfers_vast import ZetVast, zet_cijfers_vast
from zvhh_regie.domain.commands.zet_naar_volgend_jaar import ZetNaarVolgendJaar, zet_naar_volgend_jaar
from zvhh_regie.domain.evaluatiejaar import EVALUATIEJAAR, Evaluatiejaar, is_evaluatiejaar
from zvhh_regie.domain.events import intake, meetings, own, triage
from zvhh_regie.domain.pilotjaar import PILOTJAAR, Pilotjaar, is_pilotjaar
from zvhh_regie.domain.rules import overleggen
from zvhh_regie.domain.rules.daarbij import daarbij
from zvhh_regie.domain.rules.evaluatie import bijhouden
from zvhh_regie.domain.rules.evaluatie.bijhouden import met_feit


def handlers(config: Configuratie) -> Handlers:
    table = Handlers()
    casus = table.document(CASUS, Casus, stage="stand", derive=partial(derived.derive, config))
    _of_people(casus, config)
    _of_intake(casus, config)
    _of_triage(casus)
    _of_meetings(casus, config)
    casus.event(regie_intern.PlaatsToegekend, partial(own.open_casus, config))
    casus.event(regie_intern.PlaatsOpWachtlijst, own.wacht)
    casus.event(regie_intern.PlaatsAangeboden, own.krijg_aangeboden)
    casus.reminder(derived.AFSCHALEN, reminders.meld_mogelijk)
    casus.reminder(derived.WACHTLIJST, reminders.herinner)
    casus.reminder(derived.JAARWISSELING, reminders.meld_jaarwisseling)

    jaar = table.document(PILOTJAAR, Pilotjaar, subjects=is_pilotjaar)
    jaar.command(BevestigPlaats, bevestig_plaats)
    jaar.command(VerhoogMaximum, partial(verhoog_maximum, config))
    jaar.command(ZetNaarVolgendJaar, partial(zet_naar_volgend_jaar, config))
    jaar.event(regie_intern.PlaatsGevraagd, partial(own.wijs_toe, config))
    jaar.event(regie_intern.PlaatsTeruggegeven, own.laat_gaan)
    jaar.event(regie_intern.WachtlijstVerlaten, own.laat_gaan)
    jaar.event(regie_intern.WachtendeDoorgezet, partial(own.neem_over, config))
    jaar.event(regie_intern.PlaatsVernietigd, own.vergeet)

    evaluatie = table.document(EVALUATIEJAAR, Evaluatiejaar, subjects=is_evaluatiejaar)
    evaluatie.command(ZetVast, partial(zet_cijfers_vast, config))
    evaluatie.event(regie_intern.LaatsteTelling, own.tel_op)
    return table


def _of_people(casus: DocumentKind[Casus], config: Configuratie) -> None:
    casus.command(RegistreerIncident, partial(registreer_incident, config))
    casus.command(CorrigeerIncident, partial(corrigeer_incident, config))
    casus.command(RegistreerDetentie, registreer_detentie)
    casus.command(CorrigeerDetentie, corrigeer_detentie)
    casus.command(WijzigZwaartepunt, partial(wijzig_zwaartepunt, config))
    casus.command(MaakOpeningOngedaan, maak_opening_ongedaan)
    casus.command(VerlaatWachtlijst, verlaat_wachtlijst)
    casus.command(RondAf, rond_af)


def _of_intake(casus: DocumentKind[Casus], config: Configuratie) -> None:
    casus.event(readers.MeldingIngediend, met_feit(bijhouden.gemeld, partial(intake.ontvang, config)))
    casus.event(readers.LopendeZaakIngebracht, met_feit(bijhouden.ingebracht, partial(intake.breng_in, config)))
    casus.event(readers.MeldingIngetrokken, intake.trek_in)
    casus.event(readers.BetrokkenenGewijzigd, intake.tel_betrokkenen)
    casus.event(readers.ProfessionalGeweerd, intake.weer)
    casus.event(readers.WeringOpgeheven, intake.hef_wering_op)
    casus.event(readers.BewaartermijnGewijzigd, intake.wijzig_bewaren)
    casus.event(readers.MeldingAfgeschermd, intake.scherm_af)
    casus.event(readers.MeldingVernietigd, intake.vernietig)


def _of_triage(casus: DocumentKind[Casus]) -> None:
    casus.event(readers.AanvullingGevraagd, met_feit(bijhouden.aanvulling))
    casus.event(readers.TriageDoorgezet, met_feit(bijhouden.doorgezet))
    casus.event(readers.TriageAfgewezen, met_feit(bijhouden.afgewezen))
    casus.event(readers.TriageGevoegd, met_feit(bijhouden.gevoegd, triage.voeg))
    casus.event(readers.TriageHeropend, met_feit(bijhouden.heropend))


def _of_meetings(casus: DocumentKind[Casus], config: Configuratie) -> None:
    casus.event(readers.WeegoverlegGepland, daarbij(overleggen.weging_gepland))
    casus.event(readers.CasusoverlegGepland, daarbij(overleggen.overleg_gepland))
    casus.event(readers.OverlegVerzet, daarbij(overleggen.verzet))
    casus.event(readers.OverlegGeannuleerd, daarbij(overleggen.geannuleerd))
    weging = met_feit(bijhouden.gewogen, meetings.verwerk)
    casus.event(readers.WeegoverlegGehouden, daarbij(overleggen.gewogen, weging))
    casus.event(readers.WeegoverlegHerzien, met_feit(bijhouden.herwogen, meetings.herzie))
    overleg = met_feit(bijhouden.overlegd, meetings.volg_overleg)
    casus.event(readers.CasusoverlegGehouden, daarbij(overleggen.overlegd, overleg))
    casus.event(readers.PlanVanAanpakVastgesteld, daarbij(overleggen.gepland, met_feit(bijhouden.gepland)))
    casus.event(readers.AfschalenNietBesloten, met_feit(bijhouden.uitgesteld))
    casus.event(readers.DeelnemerToegevoegd, meetings.voeg_toe)
    casus.event(readers.DeelnemerVertrokken, meetings.laat_vertrekken)
    casus.event(readers.CasusregieGezocht, meetings.zoek)
    casus.event(readers.CasusregieAangewezen, partial(meetings.leg_vast, config))
    casus.event(readers.AfschalenBesloten, partial(meetings.schaal_af, config))
    casus.event(readers.BeeindigenBesloten, meetings.beeindig)

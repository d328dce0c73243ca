# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision of triage: a table, nothing else; a reader starts here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import DocumentKind, Handlers
from zvhh_triage import readers
from zvhh_triage.domain import derived, reminders
from zvhh_triage.domain.afstemming import AFSTEMMING, Afstemming, is_afstemming
from zvhh_triage.domain.commands import (
    beoordeel,
    beoordeel_pilot,
    bevestig,
    draag_over,
    leg_afstemming_vast,
    pak,
    rond_af,
    ruil_rooster,
    splits,
    voeg,
    vraag_aanvulling,
    zet_rooster,
    zet_spoed,
)
from zvhh_triage.domain.events import intake, meetings, own, regie
from zvhh_triage.domain.rooster import ROOSTER, Rooster, is_rooster
from zvhh_triage.domain.triage import TRIAGE, Triage, naar_vorm_2


def handlers(config: Configuratie) -> Handlers:
    """The table of triage under a configuration."""
    table = Handlers()
    triage = table.document(TRIAGE, Triage, stage="stand", schema=2, derive=derived.derive)
    triage.upcasts[1] = naar_vorm_2
    _of_people(triage, config)
    _of_intake(triage, config)
    _of_meetings(triage, config)
    _of_regie(triage, config)
    triage.event(readers.AfstemmingBeantwoord, own.afstemming_beantwoord)
    triage.reminder(derived.AANVULLING, reminders.aanvulling_verstreken)

    rooster = table.document(ROOSTER, Rooster, subjects=is_rooster)
    rooster.command(zet_rooster.ZetRooster, partial(zet_rooster.zet_rooster, config))
    rooster.command(ruil_rooster.Ruil, ruil_rooster.ruil_rooster)

    afstemming = table.document(AFSTEMMING, Afstemming, subjects=is_afstemming)
    afstemming.command(leg_afstemming_vast.LegAfstemmingVast, partial(leg_afstemming_vast.leg_afstemming_vast, config))
    afstemming.event(readers.AfstemmingAangehaald, own.beantwoord)
    return table


def _of_people(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.command(beoordeel_pilot.BeoordeelPilot, beoordeel_pilot.beoordeel_pilot)
    triage.command(beoordeel.Beoordeel, beoordeel.beoordeel)
    triage.command(vraag_aanvulling.VraagAanvulling, partial(vraag_aanvulling.vraag_aanvulling, config))
    triage.command(bevestig.Bevestig, partial(bevestig.bevestig, config))
    triage.command(voeg.Voeg, voeg.voeg)
    triage.command(splits.Splits, partial(splits.splits, config))
    triage.command(pak.Pak, pak.pak)
    triage.command(draag_over.DraagOver, partial(draag_over.draag_over, config))
    triage.command(zet_spoed.ZetSpoed, zet_spoed.zet_spoed)
    triage.command(rond_af.RondAf, rond_af.rond_af)


def _of_intake(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.event(readers.MeldingIngediend, partial(intake.ontvang, config))
    triage.event(readers.LopendeZaakIngebracht, partial(intake.breng_lopende_in, config))
    triage.event(readers.MeldingAangevuld, intake.vul_aan)
    triage.event(readers.MeldingIngetrokken, partial(intake.trek_in, config))
    triage.event(readers.ProfessionalGeweerd, intake.weer)
    triage.event(readers.WeringOpgeheven, intake.hef_wering_op)
    triage.event(readers.BewaartermijnGewijzigd, intake.wijzig_termijn)
    triage.event(readers.MeldingAfgeschermd, intake.scherm_af)
    triage.event(readers.MeldingVernietigd, intake.vernietig)


def _of_meetings(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.event(readers.WeegoverlegGepland, meetings.weegoverleg_gepland)
    triage.event(readers.OverlegVerzet, meetings.overleg_verzet)
    triage.event(readers.OverlegGeannuleerd, meetings.overleg_geannuleerd)
    triage.event(readers.WeegoverlegGehouden, partial(meetings.weegoverleg_gehouden, config))
    triage.event(readers.WeegoverlegHerzien, partial(meetings.weegoverleg_herzien, config))


def _of_regie(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.event(readers.CasusGeopend, partial(regie.casus_wordt, "geopend"))
    triage.event(readers.LopendeCasusGeopend, partial(regie.casus_wordt, "geopend"))
    triage.event(readers.CasusOpWachtlijst, partial(regie.casus_wordt, "wachtlijst"))
    triage.event(readers.CasusVanWachtlijst, partial(regie.casus_van_wachtlijst, config))
    triage.event(readers.OpeningOngedaan, partial(regie.casus_wordt, "ongedaan"))
    triage.event(readers.CasusAfgeschaald, partial(regie.casus_wordt, "afgeschaald"))
    triage.event(readers.CasusBeeindigd, partial(regie.casus_wordt, "beeindigd"))

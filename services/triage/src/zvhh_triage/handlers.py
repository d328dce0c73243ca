# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision of triage: a table, nothing else; a reader starts here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.handlers import DocumentKind, Handlers
from zvhh_triage import readers
from zvhh_triage.domain import afstemming, rooster
from zvhh_triage.domain import derived as stand
from zvhh_triage.domain.commands import beoordeel as oordelen
from zvhh_triage.domain.commands import bevestig as bevestiging
from zvhh_triage.domain.commands import voeg as voegen
from zvhh_triage.domain.commands import vraag_aanvulling as aanvulling
from zvhh_triage.domain.commands import werk
from zvhh_triage.domain.events import bewaren
from zvhh_triage.domain.events import intake as melding
from zvhh_triage.domain.events import meetings as verder
from zvhh_triage.domain.triage import Triage, naar_vorm_2


def handlers(config: Configuratie) -> Handlers:
    """The table of triage under a configuration."""
    table = Handlers()
    triage = table.document("triage", Triage, stage="stand", schema=2, derive=stand.derive)
    triage.upcasts[1] = naar_vorm_2
    _of_intake(triage, config)
    _of_meetings_and_regie(triage, config)
    _of_people(triage, config)
    triage.event(readers.AfstemmingBeantwoord, melding.afstemming_beantwoord)
    triage.reminder(stand.AANVULLING, aanvulling.aanvulling_verstreken)

    maanden = table.document("rooster", rooster.Rooster, subjects=rooster.is_rooster)
    maanden.command(rooster.ZetRooster, partial(rooster.zet_rooster, config))
    maanden.command(rooster.Ruil, rooster.ruil)

    afstemmingen = table.document("afstemming", afstemming.Afstemming, subjects=afstemming.is_afstemming)
    afstemmingen.command(afstemming.LegAfstemmingVast, partial(afstemming.leg_vast, config))
    afstemmingen.event(readers.AfstemmingAangehaald, afstemming.beantwoord)
    return table


def _of_intake(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.event(readers.MeldingIngediend, partial(melding.ontvang, config))
    triage.event(readers.LopendeZaakIngebracht, partial(melding.breng_lopende_in, config))
    triage.event(readers.MeldingAangevuld, melding.vul_aan)
    triage.event(readers.MeldingIngetrokken, partial(melding.trek_in, config))
    triage.event(readers.ProfessionalGeweerd, bewaren.weer)
    triage.event(readers.WeringOpgeheven, bewaren.hef_wering_op)
    triage.event(readers.BewaartermijnGewijzigd, bewaren.wijzig_termijn)
    triage.event(readers.MeldingAfgeschermd, bewaren.scherm_af)
    triage.event(readers.MeldingVernietigd, bewaren.vernietig)


def _of_meetings_and_regie(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.event(readers.WeegoverlegGepland, verder.weegoverleg_gepland)
    triage.event(readers.OverlegVerzet, verder.overleg_verzet)
    triage.event(readers.OverlegGeannuleerd, verder.overleg_geannuleerd)
    triage.event(readers.WeegoverlegGehouden, partial(verder.weegoverleg_gehouden, config))
    triage.event(readers.WeegoverlegHerzien, partial(verder.weegoverleg_herzien, config))
    triage.event(readers.CasusGeopend, verder.casus_geopend)
    triage.event(readers.LopendeCasusGeopend, verder.lopende_casus_geopend)
    triage.event(readers.CasusOpWachtlijst, verder.casus_op_wachtlijst)
    triage.event(readers.CasusVanWachtlijst, partial(verder.casus_van_wachtlijst, config))
    triage.event(readers.OpeningOngedaan, verder.opening_ongedaan)
    triage.event(readers.CasusAfgeschaald, verder.casus_afgeschaald)
    triage.event(readers.CasusBeeindigd, verder.casus_beeindigd)


def _of_people(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.command(oordelen.BeoordeelPilot, oordelen.beoordeel_pilot)
    triage.command(oordelen.Beoordeel, oordelen.beoordeel)
    triage.command(aanvulling.VraagAanvulling, partial(aanvulling.vraag_aanvulling, config))
    triage.command(bevestiging.Bevestig, partial(bevestiging.bevestig, config))
    triage.command(voegen.Voeg, voegen.voeg)
    triage.command(voegen.Splits, partial(voegen.splits, config))
    triage.command(werk.Pak, werk.pak)
    triage.command(werk.DraagOver, partial(werk.draag_over, config))
    triage.command(werk.ZetSpoed, werk.zet_spoed)
    triage.command(werk.RondAf, werk.rond_af)

# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision of triage: a table, nothing else; a reader starts here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.handlers import DocumentKind, Handlers
from zvhh_triage import foreign
from zvhh_triage.domain import (
    aanvulling,
    afstemming,
    bevestiging,
    bewaren,
    melding,
    oordelen,
    rooster,
    stand,
    verder,
    voegen,
    werk,
)
from zvhh_triage.domain.triage import Triage, naar_vorm_2


def handlers(config: Configuratie) -> Handlers:
    """The table of triage under a configuration."""
    table = Handlers()
    triage = table.document("triage", Triage, stage="stand", schema=2, derive=stand.derive)
    triage.upcasts[1] = naar_vorm_2
    _of_intake(triage, config)
    _of_meetings_and_regie(triage, config)
    _of_people(triage, config)
    triage.event(foreign.AfstemmingBeantwoord, melding.afstemming_beantwoord)
    triage.reminder(stand.AANVULLING, aanvulling.aanvulling_verstreken)

    maanden = table.document("rooster", rooster.Rooster, subjects=rooster.is_rooster)
    maanden.command(rooster.ZetRooster, partial(rooster.zet_rooster, config))
    maanden.command(rooster.Ruil, rooster.ruil)

    afstemmingen = table.document("afstemming", afstemming.Afstemming, subjects=afstemming.is_afstemming)
    afstemmingen.command(afstemming.LegAfstemmingVast, partial(afstemming.leg_vast, config))
    afstemmingen.event(foreign.AfstemmingAangehaald, afstemming.beantwoord)
    return table


def _of_intake(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.event(foreign.MeldingIngediend, partial(melding.ontvang, config))
    triage.event(foreign.LopendeZaakIngebracht, partial(melding.breng_lopende_in, config))
    triage.event(foreign.MeldingAangevuld, melding.vul_aan)
    triage.event(foreign.MeldingIngetrokken, partial(melding.trek_in, config))
    triage.event(foreign.ProfessionalGeweerd, bewaren.weer)
    triage.event(foreign.WeringOpgeheven, bewaren.hef_wering_op)
    triage.event(foreign.BewaartermijnGewijzigd, bewaren.wijzig_termijn)
    triage.event(foreign.MeldingAfgeschermd, bewaren.scherm_af)
    triage.event(foreign.MeldingVernietigd, bewaren.vernietig)


def _of_meetings_and_regie(triage: DocumentKind[Triage], config: Configuratie) -> None:
    triage.event(foreign.WeegoverlegGepland, verder.weegoverleg_gepland)
    triage.event(foreign.OverlegVerzet, verder.overleg_verzet)
    triage.event(foreign.OverlegGeannuleerd, verder.overleg_geannuleerd)
    triage.event(foreign.WeegoverlegGehouden, partial(verder.weegoverleg_gehouden, config))
    triage.event(foreign.WeegoverlegHerzien, partial(verder.weegoverleg_herzien, config))
    triage.event(foreign.CasusGeopend, verder.casus_geopend)
    triage.event(foreign.LopendeCasusGeopend, verder.lopende_casus_geopend)
    triage.event(foreign.CasusOpWachtlijst, verder.casus_op_wachtlijst)
    triage.event(foreign.CasusVanWachtlijst, partial(verder.casus_van_wachtlijst, config))
    triage.event(foreign.OpeningOngedaan, verder.opening_ongedaan)
    triage.event(foreign.CasusAfgeschaald, verder.casus_afgeschaald)
    triage.event(foreign.CasusBeeindigd, verder.casus_beeindigd)


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

# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision of triage: a table, nothing else; a reader starts here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.handlers import Handlers
from zvhh_triage import foreign
from zvhh_triage.domain import aanvulling, bevestiging, melding, oordelen, verder
from zvhh_triage.domain.triage import Triage


def handlers(config: Configuratie) -> Handlers:
    """The table of triage under a configuration."""
    table = Handlers()
    triage = table.document("triage", Triage, stage="stand")

    triage.event(foreign.MeldingIngediend, partial(melding.ontvang, config))
    triage.event(foreign.MeldingAangevuld, melding.vul_aan)
    triage.event(foreign.MeldingIngetrokken, partial(melding.trek_in, config))
    triage.event(foreign.WeegoverlegGepland, verder.weegoverleg_gepland)
    triage.event(foreign.OverlegVerzet, verder.overleg_verzet)
    triage.event(foreign.OverlegGeannuleerd, verder.overleg_geannuleerd)
    triage.event(foreign.WeegoverlegGehouden, partial(verder.weegoverleg_gehouden, config))
    triage.event(foreign.CasusGeopend, verder.casus_geopend)
    triage.event(foreign.CasusOpWachtlijst, verder.casus_op_wachtlijst)
    triage.event(foreign.CasusAfgeschaald, verder.casus_afgeschaald)

    triage.command(oordelen.BeoordeelPilot, oordelen.beoordeel_pilot)
    triage.command(oordelen.Beoordeel, oordelen.beoordeel)
    triage.command(aanvulling.VraagAanvulling, partial(aanvulling.vraag_aanvulling, config))
    triage.command(bevestiging.Bevestig, partial(bevestiging.bevestig, config))

    triage.reminder(melding.AANVULLING, aanvulling.aanvulling_verstreken)
    return table

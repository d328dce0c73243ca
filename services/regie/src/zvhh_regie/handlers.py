# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision in regie: start reading here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.handlers import Handlers, is_zaak
from zvhh_regie import foreign
from zvhh_regie.domain import afschalen, casusregie, incident, klok, melding, pilotjaar, plaats, weging
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.pilotjaar import Pilotjaar, is_pilotjaar


def handlers(config: Configuratie) -> Handlers:
    """The table, with the configuration closed over."""
    table = Handlers()

    casussen = table.document("casus", Casus, subjects=is_zaak, stage="stand")
    casussen.event(foreign.MeldingIngediend, partial(melding.ontvang, config))
    casussen.event(foreign.MeldingIngetrokken, melding.trek_in)
    casussen.event(foreign.WeegoverlegGehouden, weging.verwerk)
    casussen.event(foreign.DeelnemerToegevoegd, weging.voeg_toe)
    casussen.event(foreign.DeelnemerVertrokken, weging.laat_vertrekken)
    casussen.event(foreign.CasusregieGezocht, weging.zoek)
    casussen.event(foreign.CasusregieAangewezen, partial(casusregie.leg_vast, config))
    casussen.event(foreign.AfschalenBesloten, partial(afschalen.beantwoord, config))
    casussen.event(foreign.PlaatsToegekend, partial(plaats.open_casus, config))
    casussen.event(foreign.PlaatsOpWachtlijst, plaats.wacht)
    casussen.command(incident.RegistreerIncident, partial(incident.registreer, config))
    casussen.command(incident.CorrigeerIncident, partial(incident.corrigeer, config))
    casussen.reminder(klok.HERINNERING, klok.meld_mogelijk)

    jaren = table.document("pilotjaar", Pilotjaar, subjects=is_pilotjaar)
    jaren.event(foreign.PlaatsGevraagd, partial(pilotjaar.wijs_toe, config))
    return table

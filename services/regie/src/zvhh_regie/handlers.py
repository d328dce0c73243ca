# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision in regie: start reading here."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.handlers import DocumentKind, Handlers, is_zaak
from zvhh_regie.domain import afschalen, beeindigen, derived, lopend, pilotjaar
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.commands import bevestig_plaats as wachtrij
from zvhh_regie.domain.commands import registreer_detentie as detentie
from zvhh_regie.domain.commands import registreer_incident as incident
from zvhh_regie.domain.commands import rond_af as afronden
from zvhh_regie.domain.commands import verlaat_wachtlijst as wachten
from zvhh_regie.domain.commands import wijzig_zwaartepunt as zwaartepunt
from zvhh_regie.domain.evaluatiejaar import Evaluatiejaar, ZetVast, is_evaluatiejaar, laatste_telling, tel_op, zet_vast
from zvhh_regie.domain.events import intake as melding
from zvhh_regie.domain.events import meetings as weging
from zvhh_regie.domain.pilotjaar import Pilotjaar, is_pilotjaar
from zvhh_regie.domain.rules import bewaren, casusregie, deelnemers, klok, plaats
from zvhh_regie.domain.rules.evaluatie import bijhouden
from zvhh_regie.domain.rules.evaluatie.bijhouden import met_feit
from zvhh_regie.readers import evaluaties, meldingen, overleggen, plaatsen, triages


def handlers(config: Configuratie) -> Handlers:
    """The table, with the configuration closed over."""
    table = Handlers()
    casussen = table.document("casus", Casus, subjects=is_zaak, stage="stand", derive=partial(derived.volgt, config))
    _hears(casussen, config)
    _notes(casussen)
    _does(casussen, config)
    _years(table, config)
    _figures(table, config)
    return table


def _hears(casussen: DocumentKind[Casus], config: Configuratie) -> None:
    """What a casus hears: of intake, of meetings, and of the pilot years."""
    casussen.event(meldingen.MeldingIngediend, met_feit(bijhouden.gemeld, partial(melding.ontvang, config)))
    casussen.event(meldingen.LopendeZaakIngebracht, met_feit(bijhouden.ingebracht, partial(lopend.breng_in, config)))
    casussen.event(meldingen.MeldingIngetrokken, melding.trek_in)
    casussen.event(meldingen.BetrokkenenGewijzigd, melding.tel_betrokkenen)
    casussen.event(meldingen.ProfessionalGeweerd, melding.weer)
    casussen.event(meldingen.WeringOpgeheven, melding.hef_wering_op)
    casussen.event(meldingen.BewaartermijnGewijzigd, bewaren.wijzig)
    casussen.event(meldingen.MeldingAfgeschermd, melding.scherm_af)
    casussen.event(meldingen.MeldingVernietigd, partial(bewaren.vernietig, laatste_telling))
    casussen.event(overleggen.WeegoverlegGehouden, met_feit(bijhouden.gewogen, weging.verwerk))
    casussen.event(overleggen.WeegoverlegHerzien, met_feit(bijhouden.herwogen, weging.herzie))
    casussen.event(overleggen.CasusoverlegGehouden, met_feit(bijhouden.overlegd, weging.volg_overleg))
    casussen.event(overleggen.DeelnemerToegevoegd, deelnemers.voeg_toe)
    casussen.event(overleggen.DeelnemerVertrokken, deelnemers.laat_vertrekken)
    casussen.event(overleggen.CasusregieGezocht, weging.zoek)
    casussen.event(overleggen.CasusregieAangewezen, partial(casusregie.leg_vast, config))
    casussen.event(overleggen.AfschalenBesloten, partial(afschalen.beantwoord, config))
    casussen.event(overleggen.BeeindigenBesloten, beeindigen.beantwoord)
    casussen.event(plaatsen.PlaatsToegekend, partial(plaats.open_casus, config))
    casussen.event(plaatsen.PlaatsOpWachtlijst, wachten.wacht)
    casussen.event(plaatsen.PlaatsAangeboden, wachten.bied_aan)


def _notes(casussen: DocumentKind[Casus]) -> None:
    """What triage and the overleggen tell, for the figures (S18); and to which zaak it is joined (D11b)."""
    casussen.event(triages.AanvullingGevraagd, met_feit(bijhouden.aanvulling))
    casussen.event(triages.TriageDoorgezet, met_feit(bijhouden.doorgezet))
    casussen.event(triages.TriageAfgewezen, met_feit(bijhouden.afgewezen))
    casussen.event(triages.TriageGevoegd, met_feit(bijhouden.gevoegd, melding.voeg))
    casussen.event(triages.TriageHeropend, met_feit(bijhouden.heropend))
    casussen.event(overleggen.PlanVanAanpakVastgesteld, met_feit(bijhouden.gepland))
    casussen.event(overleggen.AfschalenNietBesloten, met_feit(bijhouden.uitgesteld))


def _does(casussen: DocumentKind[Casus], config: Configuratie) -> None:
    """What people ask of a casus, and what its clocks propose (L9)."""
    casussen.command(incident.RegistreerIncident, partial(incident.registreer, config))
    casussen.command(incident.CorrigeerIncident, partial(incident.corrigeer, config))
    casussen.command(detentie.RegistreerDetentie, detentie.registreer)
    casussen.command(detentie.CorrigeerDetentie, detentie.corrigeer)
    casussen.command(zwaartepunt.WijzigZwaartepunt, partial(zwaartepunt.wijzig, config))
    casussen.command(plaats.MaakOpeningOngedaan, plaats.maak_ongedaan)
    casussen.command(afronden.RondAf, afronden.rond_af)
    casussen.command(wachten.VerlaatWachtlijst, wachten.verlaat)
    casussen.reminder(klok.HERINNERING, klok.meld_mogelijk)
    casussen.reminder(derived.WEKELIJKS, wachten.herinner)
    casussen.reminder(derived.JAARWISSEL, wachten.meld_jaarwisseling)


def _years(table: Handlers, config: Configuratie) -> None:
    """What a pilot year hears of casussen and of the year before, and what people do with it (S6b)."""
    jaren = table.document("pilotjaar", Pilotjaar, subjects=is_pilotjaar)
    jaren.event(plaatsen.PlaatsGevraagd, partial(pilotjaar.wijs_toe, config))
    jaren.event(plaatsen.PlaatsTeruggegeven, pilotjaar.laat_gaan)
    jaren.event(plaatsen.WachtlijstVerlaten, pilotjaar.laat_gaan)
    jaren.event(plaatsen.WachtendeDoorgezet, partial(pilotjaar.neem_over, config))
    jaren.event(plaatsen.PlaatsVernietigd, pilotjaar.vergeet)
    jaren.command(wachtrij.BevestigPlaats, wachtrij.bevestig)
    jaren.command(wachtrij.VerhoogMaximum, partial(wachtrij.verhoog, config))
    jaren.command(wachtrij.ZetNaarVolgendJaar, partial(wachtrij.zet_door, config))


def _figures(table: Handlers, config: Configuratie) -> None:
    """What a year of the evaluation hears of destroyed casussen, and how its figures are frozen (S18)."""
    jaren = table.document("evaluatiejaar", Evaluatiejaar, subjects=is_evaluatiejaar)
    jaren.event(evaluaties.LaatsteTelling, tel_op)
    jaren.command(ZetVast, partial(zet_vast, config))

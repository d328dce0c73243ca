# SPDX-License-Identifier: EUPL-1.2
"""What regie told: the place, the clock, incidents, and its answers (S6, S14, S16, D4). Total: any state, any order.

Not for: recomputing a clock or a period; regie owns them.
"""

from datetime import datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import CasusoverlegGepland
from zvhh_kit.decision import Context, Decision
from zvhh_meetings import foreign
from zvhh_meetings.domain.bronnen import Incident, RegieAntwoord, Weigering, Zwaartepunt
from zvhh_meetings.domain.plannen import stel_voor
from zvhh_meetings.domain.ritme import voorstel
from zvhh_meetings.domain.traject import Overlegtraject
from zvhh_meetings.domain.vervallen import overleg_vervalt
from zvhh_meetings.domain.werk import Werk


def casus_geopend(
    config: Configuratie, state: Overlegtraject | None, event: foreign.CasusGeopend, ctx: Context
) -> Decision[Overlegtraject]:
    """The casus is open: the proposed casusoverleg is no longer provisional; after waiting it is proposed anew (S13, S6b)."""
    werk = Werk(config, state, ctx)
    wachtte = werk.traject.casus.wachtlijst_sinds is not None
    werk.wijzig_casus(geopend_op=event.geopend_op, afschalen_vanaf=event.afschalen_mogelijk_op, van_wachtlijst_op=None)
    gepland = werk.traject.gepland
    if gepland is not None and gepland.voorlopig:
        werk.wijzig_overleg(gepland.nummer, voorlopig=False, volgnummer=gepland.volgnummer + 1)
        werk.meld(CasusoverlegGepland(nummer=gepland.nummer, begin=gepland.begin, duur_minuten=gepland.duur_minuten))
    elif gepland is None and wachtte:
        _stel_eerste_voor(werk)
    return werk.klaar()


def _stel_eerste_voor(werk: Werk) -> None:
    """The first casusoverleg after waiting; without a date (D3) where the proposal has passed when we hear of it."""
    weging, begin = werk.traject.weging, voorstel(werk.config, werk.traject)
    if weging is not None and begin is not None and begin > werk.ctx.received:
        stel_voor(werk, begin, weging.duur_minuten)


def lopende_casus_geopend(
    config: Configuratie, state: Overlegtraject | None, event: foreign.LopendeCasusGeopend, ctx: Context
) -> Decision[Overlegtraject]:
    """A running case of before the pilot is in regie: its clock runs (S6c, S14)."""
    werk = Werk(config, state, ctx)
    return werk.wijzig_casus(geopend_op=event.geopend_op, afschalen_vanaf=event.afschalen_mogelijk_op).klaar()


def op_wachtlijst(
    config: Configuratie, state: Overlegtraject | None, event: foreign.CasusOpWachtlijst, ctx: Context
) -> Decision[Overlegtraject]:
    """No place yet, or the line of a next year: the provisional casusoverleg is cancelled, all else stays (S13, S6b)."""
    werk = Werk(config, state, ctx).wijzig_casus(wachtlijst_sinds=event.sinds, van_wachtlijst_op=None)
    _casusoverleg_vervalt(werk)
    return werk.klaar()


def van_wachtlijst(
    config: Configuratie, state: Overlegtraject | None, event: foreign.CasusVanWachtlijst, ctx: Context
) -> Decision[Overlegtraject]:
    """The zaak left the line by a way on (D5, S6b): it ends as one that is not passend."""
    werk = Werk(config, state, ctx).wijzig_casus(van_wachtlijst_op=event.van_wachtlijst_op)
    _casusoverleg_vervalt(werk)
    return werk.klaar()


def opening_ongedaan(
    config: Configuratie, state: Overlegtraject | None, event: foreign.OpeningOngedaan, ctx: Context
) -> Decision[Overlegtraject]:
    """The opening was an error: a second weegoverleg is to be planned; who takes part stays (S6b)."""
    werk = Werk(config, state, ctx).wijzig_casus(
        ongedaan_op=event.ongedaan_op,
        geopend_op=None,
        wachtlijst_sinds=None,
        van_wachtlijst_op=None,
        afschalen_vanaf=None,
        afschalen_mogelijk_sinds=None,
    )
    _casusoverleg_vervalt(werk)
    return werk.klaar()


def _casusoverleg_vervalt(werk: Werk) -> None:
    gepland = werk.traject.gepland
    if gepland is not None and gepland.soort == "casusoverleg":
        overleg_vervalt(werk, gepland)


def zwaartepunt_gewijzigd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.ZwaartepuntGewijzigd, ctx: Context
) -> Decision[Overlegtraject]:
    """Where the case has its centre of gravity (S16): shown beside the choice of a casusregie."""
    zwaartepunt = Zwaartepunt(gemeente=event.gemeente, per=event.per)
    return Werk(config, state, ctx).wijzig_casus(zwaartepunt=zwaartepunt).klaar()


def regie_vastgelegd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.CasusregieVastgelegd, ctx: Context
) -> Decision[Overlegtraject]:
    """regie's yes to an appointment (S16)."""
    return _antwoord(config, state, RegieAntwoord(aanwijzing=event.aanwijzing, vastgelegd=True, van=event.van), ctx)


def regie_geweigerd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.CasusregieGeweigerd, ctx: Context
) -> Decision[Overlegtraject]:
    """regie's no to an appointment: a task for the procesregisseur (S16)."""
    antwoord = RegieAntwoord(aanwijzing=event.aanwijzing, vastgelegd=False, redenen=event.redenen)
    return _antwoord(config, state, antwoord, ctx)


def _antwoord(
    config: Configuratie, state: Overlegtraject | None, antwoord: RegieAntwoord, ctx: Context
) -> Decision[Overlegtraject]:
    werk = Werk(config, state, ctx)
    if werk.traject.antwoord(antwoord.aanwijzing) is not None:
        return Decision.nothing("answered before")
    return werk.wijzig_casus(regie_antwoorden=(*werk.traject.casus.regie_antwoorden, antwoord)).klaar()


def incident_geregistreerd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.IncidentGeregistreerd, ctx: Context
) -> Decision[Overlegtraject]:
    """A serious incident proposes an earlier overleg to the procesregisseur (D4); the clock runs anew (S14)."""
    incident = Incident(
        nummer=event.nummer, moment=event.moment, ernstig=event.ernstig, geregistreerd_op=event.geregistreerd_op
    )
    werk = Werk(config, state, ctx)
    anderen = tuple(one for one in werk.traject.casus.incidenten if one.nummer != event.nummer)
    return werk.wijzig_casus(incidenten=(*anderen, incident), afschalen_vanaf=event.afschalen_mogelijk_op).klaar()


def incident_herzien(
    config: Configuratie, state: Overlegtraject | None, event: foreign.IncidentHerzien, ctx: Context
) -> Decision[Overlegtraject]:
    """An incident was corrected, or was none (D4)."""
    werk, op = Werk(config, state, ctx), event.herzien_op or ctx.received
    incidenten = tuple(
        _herzien(one, event, op) if one.nummer == event.nummer else one for one in werk.traject.casus.incidenten
    )
    return werk.wijzig_casus(incidenten=incidenten, afschalen_vanaf=event.afschalen_mogelijk_op).klaar()


def _herzien(eerder: Incident, event: foreign.IncidentHerzien, op: datetime) -> Incident:
    """What a correction makes serious is as new as the correction; what it takes away is said in the next overleg."""
    nu = eerder.model_copy(update={"moment": event.moment, "ernstig": event.ernstig, "is_incident": event.is_incident})
    verzwaard = nu.telt_als_ernstig and not eerder.telt_als_ernstig
    return nu.model_copy(
        update={
            "ernstig_op": op if verzwaard else eerder.ernstig_op,
            "weggenomen_op": op if event.neemt_weg else eerder.weggenomen_op,
        }
    )


def afschalen_mogelijk(
    config: Configuratie, state: Overlegtraject | None, event: foreign.AfschalenMogelijk, ctx: Context
) -> Decision[Overlegtraject]:
    """An item for each next agenda; nothing is decided by it (S14, L9)."""
    return Werk(config, state, ctx).wijzig_casus(afschalen_mogelijk_sinds=event.sinds).klaar()


def afschalen_vervallen(
    config: Configuratie, state: Overlegtraject | None, event: foreign.AfschalenVervallen, ctx: Context
) -> Decision[Overlegtraject]:
    """The item goes: an incident came to light (S14)."""
    werk = Werk(config, state, ctx)
    return werk.wijzig_casus(afschalen_mogelijk_sinds=None, afschalen_vanaf=event.opnieuw_op).klaar()


def afschalen_geweigerd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.AfschalenGeweigerd, ctx: Context
) -> Decision[Overlegtraject]:
    """The decision was overtaken: the zaak goes on, without a date until one is planned (S14, D3)."""
    werk = Werk(config, state, ctx)
    geweigerd = werk.traject.casus.afschalen_geweigerd
    if any(one.nummer == event.nummer for one in geweigerd):
        return Decision.nothing("refused before")
    return werk.wijzig_casus(afschalen_geweigerd=(*geweigerd, _weigering(event))).klaar()


def beeindigen_geweigerd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.BeeindigenGeweigerd, ctx: Context
) -> Decision[Overlegtraject]:
    """The other end is not possible: the zaak goes on, without a date until one is planned (D13, D3)."""
    werk = Werk(config, state, ctx)
    geweigerd = werk.traject.casus.beeindigen_geweigerd
    if any(one.nummer == event.nummer for one in geweigerd):
        return Decision.nothing("refused before")
    return werk.wijzig_casus(beeindigen_geweigerd=(*geweigerd, _weigering(event))).klaar()


def _weigering(event: foreign.AfschalenGeweigerd | foreign.BeeindigenGeweigerd) -> Weigering:
    return Weigering(nummer=event.nummer, reden=event.reden)


def afgeschaald(
    config: Configuratie, state: Overlegtraject | None, event: foreign.CasusAfgeschaald, ctx: Context
) -> Decision[Overlegtraject]:
    """The zaak is closed and shielded; whatever was planned is cancelled (S14, L8)."""
    return _gesloten(Werk(config, state, ctx).wijzig_casus(afgeschaald_op=event.afgeschaald_op))


def beeindigd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.CasusBeeindigd, ctx: Context
) -> Decision[Overlegtraject]:
    """Closed otherwise than by afschalen, and shielded exactly so (D13, L8)."""
    werk = Werk(config, state, ctx).wijzig_casus(beeindigd_op=event.beeindigd_op, eindgrond=event.grond)
    return _gesloten(werk)


def _gesloten(werk: Werk) -> Decision[Overlegtraject]:
    if werk.traject.gepland is not None:
        overleg_vervalt(werk, werk.traject.gepland)
    return werk.klaar()

# SPDX-License-Identifier: EUPL-1.2
"""What regie told: the place, the clock, incidents, and its answers (S6, S14, S16, D4). Total: any state, any order.

Not for: recomputing a clock or a period; regie owns them.
"""

from datetime import datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import CasusoverlegGepland
from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_meetings import readers
from zvhh_meetings.domain.overlegtraject import Overlegtraject, telt_als_ernstig
from zvhh_meetings.domain.parts.bronnen import Casus, Incident, RegieAntwoord, Weigering, Zwaartepunt
from zvhh_meetings.domain.rules.behandeling import Stappen
from zvhh_meetings.domain.rules.ritme import stel_voor, voorstel
from zvhh_meetings.domain.rules.vervallen import casusoverleg_vervalt, overleg_vervalt


def casus_geopend(
    config: Configuratie, state: Overlegtraject | None, event: readers.CasusGeopend, ctx: Context
) -> Decision[Overlegtraject]:
    """The casus is open: the proposed casusoverleg is no longer provisional; after waiting it is proposed anew (S13, S6b)."""
    traject = state or Overlegtraject()
    geopend = changed(
        traject.casus,
        geopend_op=event.geopend_op,
        afschalen_vanaf=event.afschalen_mogelijk_op,
        van_wachtlijst_op=None,
    )
    traject, gepland = changed(traject, casus=geopend), traject.gepland
    if gepland is not None and gepland.voorlopig:
        vast = changed(gepland, voorlopig=False, volgnummer=gepland.volgnummer + 1)
        opnieuw = CasusoverlegGepland(nummer=vast.nummer, begin=vast.begin, duur_minuten=vast.duur_minuten)
        return Decision(traject.met_overleg(vast), (opnieuw,))
    if gepland is None and geopend.wachtlijst_sinds is not None:
        return _stel_eerste_voor(Stappen(config, traject, ctx))
    return Decision(traject)


def _stel_eerste_voor(stappen: Stappen) -> Decision[Overlegtraject]:
    """The first casusoverleg after waiting; without a date (D3) where the proposal has passed when we hear of it."""
    weging, begin = stappen.traject.weging, voorstel(stappen.config, stappen.traject)
    if weging is not None and begin is not None and begin > stappen.ctx.received:
        stel_voor(stappen, begin, weging.duur_minuten)
    return stappen.klaar()


def lopende_casus_geopend(
    state: Overlegtraject | None, event: readers.LopendeCasusGeopend, _: Context
) -> Decision[Overlegtraject]:
    """A running case of before the pilot is in regie: its clock runs (S6c, S14)."""
    traject, casus = _casus(state)
    casus = changed(casus, geopend_op=event.geopend_op, afschalen_vanaf=event.afschalen_mogelijk_op)
    return Decision(changed(traject, casus=casus))


def op_wachtlijst(
    state: Overlegtraject | None, event: readers.CasusOpWachtlijst, _: Context
) -> Decision[Overlegtraject]:
    """No place yet, or the line of a next year: the provisional casusoverleg is cancelled, all else stays (S13, S6b)."""
    traject, casus = _casus(state)
    casus = changed(casus, wachtlijst_sinds=event.sinds, van_wachtlijst_op=None)
    return casusoverleg_vervalt(changed(traject, casus=casus))


def van_wachtlijst(
    state: Overlegtraject | None, event: readers.CasusVanWachtlijst, _: Context
) -> Decision[Overlegtraject]:
    """The zaak left the line by a way on (D5, S6b): it ends as one that is not passend."""
    traject, casus = _casus(state)
    return casusoverleg_vervalt(changed(traject, casus=changed(casus, van_wachtlijst_op=event.van_wachtlijst_op)))


def opening_ongedaan(
    state: Overlegtraject | None, event: readers.OpeningOngedaan, _: Context
) -> Decision[Overlegtraject]:
    """The opening was an error: a second weegoverleg is to be planned; who takes part stays (S6b)."""
    traject, casus = _casus(state)
    casus = changed(
        casus,
        ongedaan_op=event.ongedaan_op,
        geopend_op=None,
        wachtlijst_sinds=None,
        van_wachtlijst_op=None,
        afschalen_vanaf=None,
        afschalen_mogelijk_sinds=None,
    )
    return casusoverleg_vervalt(changed(traject, casus=casus))


def zwaartepunt_gewijzigd(
    state: Overlegtraject | None, event: readers.ZwaartepuntGewijzigd, _: Context
) -> Decision[Overlegtraject]:
    """Where the case has its centre of gravity (S16): shown beside the choice of a casusregie."""
    traject, casus = _casus(state)
    zwaartepunt = Zwaartepunt(gemeente=event.gemeente, per=event.per)
    return Decision(changed(traject, casus=changed(casus, zwaartepunt=zwaartepunt)))


def regie_vastgelegd(
    state: Overlegtraject | None, event: readers.CasusregieVastgelegd, _: Context
) -> Decision[Overlegtraject]:
    """regie's yes to an appointment (S16)."""
    return _antwoord(state, RegieAntwoord(aanwijzing=event.aanwijzing, vastgelegd=True, van=event.van))


def regie_geweigerd(
    state: Overlegtraject | None, event: readers.CasusregieGeweigerd, _: Context
) -> Decision[Overlegtraject]:
    """regie's no to an appointment: a task for the procesregisseur (S16)."""
    return _antwoord(state, RegieAntwoord(aanwijzing=event.aanwijzing, vastgelegd=False, redenen=event.redenen))


def _antwoord(state: Overlegtraject | None, antwoord: RegieAntwoord) -> Decision[Overlegtraject]:
    traject, casus = _casus(state)
    if traject.antwoord(antwoord.aanwijzing) is not None:
        return Decision.nothing("answered before")
    return Decision(changed(traject, casus=changed(casus, regie_antwoorden=(*casus.regie_antwoorden, antwoord))))


def incident_geregistreerd(
    state: Overlegtraject | None, event: readers.IncidentGeregistreerd, _: Context
) -> Decision[Overlegtraject]:
    """A serious incident proposes an earlier overleg to the procesregisseur (D4); the clock runs anew (S14)."""
    incident = Incident(
        nummer=event.nummer, moment=event.moment, ernstig=event.ernstig, geregistreerd_op=event.geregistreerd_op
    )
    traject, casus = _casus(state)
    anderen = tuple(one for one in casus.incidenten if one.nummer != event.nummer)
    casus = changed(casus, incidenten=(*anderen, incident), afschalen_vanaf=event.afschalen_mogelijk_op)
    return Decision(changed(traject, casus=casus))


def incident_herzien(
    state: Overlegtraject | None, event: readers.IncidentHerzien, ctx: Context
) -> Decision[Overlegtraject]:
    """An incident was corrected, or was none (D4)."""
    (traject, casus), op = _casus(state), event.herzien_op or ctx.received
    incidenten = tuple(_herzien(one, event, op) if one.nummer == event.nummer else one for one in casus.incidenten)
    casus = changed(casus, incidenten=incidenten, afschalen_vanaf=event.afschalen_mogelijk_op)
    return Decision(changed(traject, casus=casus))


def _herzien(eerder: Incident, event: readers.IncidentHerzien, op: datetime) -> Incident:
    """What a correction makes serious is as new as the correction; what it takes away is said in the next overleg."""
    nu = changed(eerder, moment=event.moment, ernstig=event.ernstig, is_incident=event.is_incident)
    verzwaard = telt_als_ernstig(nu) and not telt_als_ernstig(eerder)
    return changed(
        nu,
        ernstig_op=op if verzwaard else eerder.ernstig_op,
        weggenomen_op=op if event.neemt_weg else eerder.weggenomen_op,
    )


def afschalen_mogelijk(
    state: Overlegtraject | None, event: readers.AfschalenMogelijk, _: Context
) -> Decision[Overlegtraject]:
    """An item for each next agenda; nothing is decided by it (S14, L9)."""
    traject, casus = _casus(state)
    return Decision(changed(traject, casus=changed(casus, afschalen_mogelijk_sinds=event.sinds)))


def afschalen_vervallen(
    state: Overlegtraject | None, event: readers.AfschalenVervallen, _: Context
) -> Decision[Overlegtraject]:
    """The item goes: an incident came to light (S14)."""
    traject, casus = _casus(state)
    casus = changed(casus, afschalen_mogelijk_sinds=None, afschalen_vanaf=event.opnieuw_op)
    return Decision(changed(traject, casus=casus))


def afschalen_geweigerd(
    state: Overlegtraject | None, event: readers.AfschalenGeweigerd, _: Context
) -> Decision[Overlegtraject]:
    """The decision was overtaken: the zaak goes on, without a date until one is planned (S14, D3)."""
    traject, casus = _casus(state)
    if any(one.nummer == event.nummer for one in casus.afschalen_geweigerd):
        return Decision.nothing("refused before")
    nee = Weigering(nummer=event.nummer, reden=event.reden)
    return Decision(changed(traject, casus=changed(casus, afschalen_geweigerd=(*casus.afschalen_geweigerd, nee))))


def beeindigen_geweigerd(
    state: Overlegtraject | None, event: readers.BeeindigenGeweigerd, _: Context
) -> Decision[Overlegtraject]:
    """The other end is not possible: the zaak goes on, without a date until one is planned (D13, D3)."""
    traject, casus = _casus(state)
    if any(one.nummer == event.nummer for one in casus.beeindigen_geweigerd):
        return Decision.nothing("refused before")
    nee = Weigering(nummer=event.nummer, reden=event.reden)
    return Decision(changed(traject, casus=changed(casus, beeindigen_geweigerd=(*casus.beeindigen_geweigerd, nee))))


def afgeschaald(state: Overlegtraject | None, event: readers.CasusAfgeschaald, _: Context) -> Decision[Overlegtraject]:
    """The zaak is closed and shielded; whatever was planned is cancelled (S14, L8)."""
    traject, casus = _casus(state)
    traject = changed(traject, casus=changed(casus, afgeschaald_op=event.afgeschaald_op))
    return overleg_vervalt(traject, traject.gepland)


def beeindigd(state: Overlegtraject | None, event: readers.CasusBeeindigd, _: Context) -> Decision[Overlegtraject]:
    """Closed otherwise than by afschalen, and shielded exactly so (D13, L8)."""
    traject, casus = _casus(state)
    traject = changed(traject, casus=changed(casus, beeindigd_op=event.beeindigd_op, eindgrond=event.grond))
    return overleg_vervalt(traject, traject.gepland)


def _casus(state: Overlegtraject | None) -> tuple[Overlegtraject, Casus]:
    """The state, of nothing where this is the first that is heard of it, and regie's part of it."""
    traject = state or Overlegtraject()
    return traject, traject.casus

# SPDX-License-Identifier: EUPL-1.2
"""A place in the pilotjaar, seen from the casus: ask for it once, and open or wait by the answer (S6).

Not for: counting places; that is the pilotjaar's (`pilotjaar`).
"""

from zvhh_contracts.casussen import CasusGeopend, CasusOpWachtlijst
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import PlaatsGevraagd
from zvhh_kit.decision import Context, Decision, to
from zvhh_regie.domain.casus import Casus, Plaats, Wachtplek, met
from zvhh_regie.domain.klok import wind_op
from zvhh_regie.domain.pilotjaar import pilotjaar_id
from zvhh_regie.foreign import PlaatsOpWachtlijst, PlaatsToegekend


def vraag_plaats(casus: Casus, ctx: Context) -> Decision[Casus]:
    """Save the casus, and claim a place when both facts are known: the melding and a weegoverleg that decided so.

    Whichever comes last claims, exactly once, in the year in which the melding was received (S6).
    """
    if casus.plaats_gevraagd or casus.pilotjaar is None or casus.ontvangen_op is None:
        return Decision(casus)
    if casus.weging is None or not casus.weging.claimt_plaats:
        return Decision(casus)
    vraag = PlaatsGevraagd(
        zaak_id=ctx.subject, vastgelegd_op=casus.weging.vastgelegd_op, ontvangen_op=casus.ontvangen_op
    )
    return Decision(met(casus, plaats_gevraagd=True), (to(pilotjaar_id(casus.pilotjaar), vraag),))


def open_casus(config: Configuratie, casus: Casus | None, event: PlaatsToegekend, ctx: Context) -> Decision[Casus]:
    """The place is ours: the casus opens and its clock starts (S6, S14).

    It opens at the moment at which the answer reached us, so that a slow consumer doesn't make the term longer.
    """
    if casus is not None and casus.geopend_op is not None:
        return Decision.nothing("al geopend")
    plaats = Plaats(pilotjaar=event.pilotjaar, plaats=event.plaats, maximum=event.maximum, vergeven=event.vergeven)
    casus, events, reminders = wind_op(config, met(casus, plaats=plaats, geopend_op=ctx.received), ctx.now)
    if casus.klok_tot is None:  # closed before it opened: no order of events leads here
        return Decision(casus)
    geopend = CasusGeopend(
        pilotjaar=plaats.pilotjaar,
        plaats=plaats.plaats,
        maximum=plaats.maximum,
        vergeven=plaats.vergeven,
        geopend_op=ctx.received,
        afschalen_mogelijk_op=casus.klok_tot,
    )
    return Decision(casus, (geopend, *events), reminders)


def wacht(casus: Casus | None, event: PlaatsOpWachtlijst, ctx: Context) -> Decision[Casus]:
    """All places are given: the casus waits, and keeps participants, incidents and casusregie (S6, S6b)."""
    if casus is not None and (casus.geopend_op is not None or casus.wachtplek is not None):
        return Decision.nothing("al geopend of al op de wachtlijst")
    plek = Wachtplek(pilotjaar=event.pilotjaar, positie=event.positie, sinds=ctx.received)
    wachtend = CasusOpWachtlijst(pilotjaar=plek.pilotjaar, positie=plek.positie, sinds=plek.sinds)
    return Decision(met(casus, wachtplek=plek), (wachtend,))

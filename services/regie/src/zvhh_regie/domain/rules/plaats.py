# SPDX-License-Identifier: EUPL-1.2
"""A place in the pilotjaar, seen from the casus: ask for it, and give it back (S6, S6b).

A claim has a number, `aanvraag`: an answer to one that was taken back meanwhile is known by it, and changes nothing.
Not for: counting places; that is the pilotjaar's (`wachtrij`).
"""

from zvhh_contracts.casussen import OpeningOngedaan
from zvhh_contracts.regie_intern import PlaatsGevraagd, PlaatsTeruggegeven, WachtlijstVerlaten
from zvhh_kit.domain.decision import Context, Decision, Sealed, changed, to
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.plaats import Ongedaan
from zvhh_regie.domain.pilotjaar import pilotjaar_id


def vraag_plaats(casus: Casus, ctx: Context) -> Decision[Casus]:
    """Save the casus, and claim a place when both facts are known: the melding and a weegoverleg that decided so.

    Whichever comes last claims, exactly once, in the year in which the melding was received (S6).
    """
    if casus.plaats_gevraagd or casus.pilotjaar is None or casus.ontvangen_op is None:
        return Decision(casus)
    if casus.weging is None or not casus.claimt_plaats:
        return Decision(casus)
    vraag = PlaatsGevraagd(
        zaak_id=ctx.subject,
        vastgelegd_op=casus.weging.vastgelegd_op,
        ontvangen_op=casus.ontvangen_op,
        aanvraag=casus.aanvraag,
    )
    return Decision(changed(casus, plaats_gevraagd=True), (to(pilotjaar_id(casus.pilotjaar), vraag),))


def geef_op(casus: Casus, ctx: Context, *, door: str, reden: Sealed[str] | None = None) -> Decision[Casus]:
    """Take the claim back, whatever came of it by now: asked, waiting or open (S6b, D3); nothing where none stands.

    What was open says OpeningOngedaan; what only waited, or was not answered yet, just has another stand.
    """
    plek = casus.plaats or casus.wachtplek
    jaar = plek.pilotjaar if plek is not None else casus.pilotjaar
    if jaar is None or (plek is None and not casus.plaats_gevraagd):
        return Decision(casus)
    soort = WachtlijstVerlaten if casus.plaats is None else PlaatsTeruggegeven
    terug = to(pilotjaar_id(jaar), soort(zaak_id=ctx.subject, aanvraag=casus.aanvraag))
    zonder = changed(
        casus, plaats_gevraagd=False, aanvraag=casus.aanvraag + 1, plaats=None, wachtplek=None, geopend_op=None
    )
    if casus.plaats is None or casus.geopend_op is None:
        return Decision(zonder, (terug,))
    plaats, geopend_op = casus.plaats, casus.geopend_op
    ongedaan = Ongedaan(plaats=plaats, geopend_op=geopend_op, ongedaan_op=ctx.received, door=door, reden=reden)
    feit = OpeningOngedaan(pilotjaar=plaats.pilotjaar, plaats=plaats.plaats, ongedaan_op=ctx.received, door=door)
    return Decision(changed(zonder, openingen_ongedaan=(*casus.openingen_ongedaan, ongedaan)), (feit, terug))

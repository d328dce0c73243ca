# SPDX-License-Identifier: EUPL-1.2
"""A place in the pilotjaar, seen from the casus: ask for it, open or wait by the answer, and give it back (S6, S6b).

A claim has a number, `aanvraag`: an answer to one that was taken back meanwhile is known by it, and changes nothing.
Not for: counting places; that is the pilotjaar's (`pilotjaar`). Not for: the terms of waiting (`wachten`).
"""

from dataclasses import replace

from zvhh_contracts.casussen import CasusGeopend, OpeningOngedaan
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import PlaatsGevraagd, PlaatsTeruggegeven, WachtlijstVerlaten
from zvhh_kit.decision import Addressed, Command, Context, Decision, Refused, Sealed, changed, to
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.commands.registreer_incident import Tekst
from zvhh_regie.domain.parts.delen import Ongedaan, Plaats
from zvhh_regie.domain.pilotjaar import pilotjaar_id
from zvhh_regie.domain.rules.klok import wind_op
from zvhh_regie.domain.rules.wie import niet_gesloten, voor_procesregisseur
from zvhh_regie.readers.plaatsen import PlaatsToegekend


class MaakOpeningOngedaan(Command):
    """The opening was an error, because of `reden`: the place goes back (S6b)."""

    reden: Sealed[Tekst]


def vraag_plaats(casus: Casus, ctx: Context) -> Decision[Casus]:
    """Save the casus, and claim a place when both facts are known: the melding and a weegoverleg that decided so.

    Whichever comes last claims, exactly once, in the year in which the melding was received (S6).
    """
    if casus.plaats_gevraagd or casus.pilotjaar is None or casus.ontvangen_op is None:
        return Decision(casus)
    if casus.weging is None or not casus.weging.claimt_plaats:
        return Decision(casus)
    vraag = PlaatsGevraagd(
        zaak_id=ctx.subject,
        vastgelegd_op=casus.weging.vastgelegd_op,
        ontvangen_op=casus.ontvangen_op,
        aanvraag=casus.aanvraag,
    )
    return Decision(changed(casus, plaats_gevraagd=True), (to(pilotjaar_id(casus.pilotjaar), vraag),))


def open_casus(config: Configuratie, casus: Casus | None, event: PlaatsToegekend, ctx: Context) -> Decision[Casus]:
    """The place is ours: the casus opens and its clock starts (S6, S14).

    It opens at the moment at which the answer reached us, so that a slow consumer doesn't make the term longer.
    """
    casus = casus or Casus()
    if casus.geopend_op is not None or event.aanvraag != casus.aanvraag:
        return Decision.nothing("al geopend, of niet meer gevraagd")
    plaats = Plaats(pilotjaar=event.pilotjaar, plaats=event.plaats, maximum=event.maximum, vergeven=event.vergeven)
    casus, events = wind_op(config, changed(casus, plaats=plaats, geopend_op=ctx.received), ctx.now)
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
    return Decision(casus, (geopend, *events))


def maak_ongedaan(casus: Casus | None, command: MaakOpeningOngedaan, ctx: Context) -> Decision[Casus]:
    """An opening made in error is undone: the place is free, the clock stops, a second weegoverleg follows (S6b).

    Refused: not a procesregisseur (404), closed, not open, a running case of before (S6c), or a casusoverleg was held.
    """
    casus = niet_gesloten(voor_procesregisseur(casus, ctx))
    if casus.van_voor_de_pilot:
        raise Refused("geen-plaats", "Deze zaak liep al vóór de pilot en heeft geen plek.")
    if casus.geopend_op is None:
        raise Refused("niet-geopend", "Deze zaak is niet geopend.")
    if casus.eerste_casusoverleg_op is not None:
        raise Refused("casusoverleg-gehouden", "Er is al een casusoverleg gehouden. De opening blijft staan.")
    if casus.weging is not None:
        casus = changed(casus, weging=changed(casus.weging, vervallen=True))
    besluit = geef_op(casus, ctx, door=ctx.actor.subject, reden=command.reden)
    return replace(besluit, result={"stand": "tweede-weegoverleg"})


def geef_op(casus: Casus, ctx: Context, *, door: str, reden: Sealed[str] | None = None) -> Decision[Casus]:
    """Take the claim back, whatever came of it by now: asked, waiting or open (S6b, D3).

    What was open says OpeningOngedaan; what only waited, or was not answered yet, just has another stand.
    """
    zonder, terug = zonder_aanvraag(casus, ctx)
    if casus.plaats is None or casus.geopend_op is None:
        return Decision(zonder, terug)
    ongedaan = Ongedaan(
        plaats=casus.plaats, geopend_op=casus.geopend_op, ongedaan_op=ctx.received, door=door, reden=reden
    )
    feit = OpeningOngedaan(
        pilotjaar=casus.plaats.pilotjaar, plaats=casus.plaats.plaats, ongedaan_op=ctx.received, door=door
    )
    zonder = changed(zonder, openingen_ongedaan=(*casus.openingen_ongedaan, ongedaan))
    return Decision(zonder, (feit, *terug))


def zonder_aanvraag(casus: Casus, ctx: Context) -> tuple[Casus, tuple[Addressed, ...]]:
    """The casus without its claim and all that came of it, and what the pilotjaar is told; nothing where none stands."""
    plek = casus.plaats or casus.wachtplek
    jaar = plek.pilotjaar if plek is not None else casus.pilotjaar
    if jaar is None or (plek is None and not casus.plaats_gevraagd):
        return casus, ()
    soort = WachtlijstVerlaten if casus.plaats is None else PlaatsTeruggegeven
    zonder = changed(
        casus,
        plaats_gevraagd=False,
        aanvraag=casus.aanvraag + 1,
        plaats=None,
        wachtplek=None,
        geopend_op=None,
    )
    return zonder, (to(pilotjaar_id(jaar), soort(zaak_id=ctx.subject, aanvraag=casus.aanvraag)),)

# SPDX-License-Identifier: EUPL-1.2
"""What came due: a proposal or the law, never a decision about people (L9). When that is, `derived` says."""

from zvhh_contracts.intake_intern import HoofdzaakVernietigd
from zvhh_contracts.meldingen import MeldingVernietigd
from zvhh_intake.domain.concept import Concept
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.partnerjaar import Partnerjaar
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Context, Decision, changed, to


def ruim_op(melding: Melding, _: Context) -> Decision[Melding]:
    """Forget what a refused record was, after its short term (L8); a melding that was accepted since stays.

    What is left has no content and no reference: only that its key was refused, so that the next one is decided anew,
    and how many answers went out, so that the partner's numbering goes on.
    """
    if not melding.geweigerd:
        return Decision.nothing("aangenomen")
    return Decision(changed(melding, referentie=""))


def vernietig(melding: Melding, ctx: Context) -> Decision[Melding]:
    """The term is over: document and key go, every service hears it, and so does each melding that had joined (L8, D11b)."""
    if melding.einde_bewaren is None:
        return Decision.nothing("aangehouden")
    op = at_local(melding.einde_bewaren)
    if ctx.now < op:
        return Decision.nothing("nog niet")
    gevoegd = HoofdzaakVernietigd(zaak_id=ctx.subject, vernietigd_op=ctx.now)
    mee = (to(zaak, gevoegd) for zaak in melding.toegevoegd)
    return Decision(gone=True, events=(MeldingVernietigd(vernietigd_op=ctx.now), *mee))


def uitnodiging_voorbij(melding: Melding, ctx: Context) -> Decision[Melding]:
    """The weegoverleg was never recorded: who was invited reads the melding no longer (L6)."""
    gepland = melding.overleg.gepland
    if gepland is None:
        return Decision.nothing("niets gepland")
    voorbij = changed(melding.overleg, gepland=changed(gepland, voorbij=True))
    return besluit(melding, changed(melding, overleg=voorbij), ctx)


def vergeet_concept(_: Concept, __: Context) -> Decision[Concept]:
    """The draft was not saved for 30 days: it is forgotten."""
    return Decision(gone=True)


def vergeet_jaar(_: Partnerjaar, __: Context) -> Decision[Partnerjaar]:
    """The answer is as old as a zaak may become: it goes (L8)."""
    return Decision(gone=True)

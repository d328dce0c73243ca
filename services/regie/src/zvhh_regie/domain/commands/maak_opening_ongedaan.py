# SPDX-License-Identifier: EUPL-1.2
"""An opening made in error is undone (S6b)."""

from dataclasses import replace

from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus, voor_procesregisseur
from zvhh_regie.domain.rules.plaats import geef_op
from zvhh_regie.domain.rules.teksten import Tekst


class MaakOpeningOngedaan(Command):
    """The opening was an error, because of `reden`: the place goes back (S6b)."""

    reden: Sealed[Tekst]


def maak_opening_ongedaan(casus: Casus | None, command: MaakOpeningOngedaan, ctx: Context) -> Decision[Casus]:
    """The place is free, the clock stops, a second weegoverleg follows (S6b).

    Refused: not a procesregisseur (404), closed, not open, a running case of before (S6c), or a casusoverleg was held.
    """
    casus = voor_procesregisseur(casus, ctx)
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

# SPDX-License-Identifier: EUPL-1.2
"""The end of a legal hold: the term counts again (L8)."""

from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.rules.bestaan import bestaand
from zvhh_intake.domain.rules.bewaren import gewijzigd
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed


class GeefVrij(Command):
    """End the hold, and why; what is past its term then goes at once."""

    reden_vrijgave: Sealed[Antwoord]


def geef_vrij(melding: Melding | None, geef: GeefVrij, ctx: Context) -> Decision[Melding]:
    """End the hold: the term counts again, also when it is over by now (L8). Refused with 409 when there is no hold."""
    er_is = bestaand(melding)
    if not er_is.aangehouden:
        raise Refused("niet-aangehouden", "Deze zaak wordt niet aangehouden.")
    *eerder, laatste = er_is.bewaren.aanhoudingen
    klaar = changed(
        laatste,
        vrijgegeven_op=ctx.received,
        vrijgegeven_door=ctx.actor.subject,
        reden_vrijgave=geef.reden_vrijgave,
    )
    deel = changed(er_is.bewaren, aanhoudingen=(*eerder, klaar))
    return gewijzigd("vrijgegeven", er_is, deel, ctx)

# SPDX-License-Identifier: EUPL-1.2
"""A legal hold: nothing of the zaak is destroyed until it is released (L8)."""

from typing import Annotated

from zvhh_contracts.given import NAME
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.bewaren import Aanhouding
from zvhh_intake.domain.parts.gegevens import Antwoord, Regel
from zvhh_intake.domain.rules.bestaan import bestaand
from zvhh_intake.domain.rules.bewaren import gewijzigd
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed


class HoudAan(Command):
    """A legal hold: on whose word (a name), and why."""

    naam: Sealed[Annotated[Regel, NAME]]
    reden: Sealed[Antwoord]


def houd_aan(melding: Melding | None, houd: HoudAan, ctx: Context) -> Decision[Melding]:
    """Put the zaak on hold: nothing of it is destroyed until it is released (L8). Refused with 409 when it is on hold."""
    er_is = bestaand(melding)
    if er_is.aangehouden:
        raise Refused("al-aangehouden", "Deze zaak wordt al aangehouden.")
    nieuw = Aanhouding(naam=houd.naam, reden=houd.reden, op=ctx.received, door=ctx.actor.subject)
    deel = changed(er_is.bewaren, aanhoudingen=(*er_is.bewaren.aanhoudingen, nieuw))
    return gewijzigd("aangehouden", er_is, deel, ctx)

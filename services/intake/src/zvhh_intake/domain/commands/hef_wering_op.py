# SPDX-License-Identifier: EUPL-1.2
"""Letting a barred person in again, as far as their organisation may (L6)."""

from zvhh_contracts.event import Persoon
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Wering
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_intake.domain.rules.bestaan import bestaand
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed


class HefWeringOp(Command):
    """Let this person in again, as far as their organisation may, and why."""

    persoon: Persoon
    reden_opheffing: Sealed[Antwoord]


def hef_op(melding: Melding | None, hef: HefWeringOp, ctx: Context) -> Decision[Melding]:
    """Let a person in again (L6). Refused with 409 when they are not barred."""
    er_is = bestaand(melding)
    if hef.persoon not in er_is.zelf_geweerd and hef.persoon in er_is.geweerd:
        tekst = "Deze persoon is geweerd van de zaak waarbij deze melding is gevoegd. Hef dat daar op."
        raise Refused("geweerd-van-hoofdzaak", tekst)
    if hef.persoon not in er_is.zelf_geweerd:
        raise Refused("niet-geweerd", "Deze persoon is niet geweerd van deze zaak.")

    def zonder(one: Wering) -> Wering:
        if one.persoon != hef.persoon or one.opgeheven_op is not None:
            return one
        return changed(
            one, opgeheven_op=ctx.received, opgeheven_door=ctx.actor.subject, reden_opheffing=hef.reden_opheffing
        )

    weringen = tuple(zonder(one) for one in er_is.weringen)
    wordt = changed(er_is, weringen=weringen)
    return besluit(er_is, wordt, ctx, result="opgeheven")

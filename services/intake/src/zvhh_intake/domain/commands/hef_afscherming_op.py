# SPDX-License-Identifier: EUPL-1.2
"""Showing a shielded address again, with a reason; no correction does that (D10)."""

from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.parts.inhoud import Opheffing
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_intake.domain.rules.bestaan import open_zaak, persoon_onbekend
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed


class Waarom(Command):
    """Why an address need not be shielded any more."""

    reden: Sealed[Antwoord]


class HefAfschermingOp(Waarom):
    """Show the address of person `nr` again, and why. `afgeschermd`: whether the border saw it shielded."""

    nr: int
    afgeschermd: bool


def hef_afscherming_op(melding: Melding | None, hef: HefAfschermingOp, ctx: Context) -> Decision[Melding]:
    """Show the address that this person has now again (D10); until somebody asks for the shield anew.

    Refused: 404 when zaak or person is not there, 409 once the zaak is closed, or without a shield.
    """
    er_is = open_zaak(melding)
    if not 1 <= hef.nr <= len(er_is.personen):
        raise persoon_onbekend()
    if not hef.afgeschermd:
        raise Refused("niet-afgeschermd", "Het adres van deze persoon is niet afgeschermd.")
    nieuw = Opheffing(nr=hef.nr, na=len(er_is.wijzigingen), op=ctx.received, door=ctx.actor.subject, reden=hef.reden)
    return besluit(er_is, changed(er_is, opheffingen=(*er_is.opheffingen, nieuw)), ctx, result="opgeheven")

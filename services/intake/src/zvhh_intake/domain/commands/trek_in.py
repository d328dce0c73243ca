# SPDX-License-Identifier: EUPL-1.2
"""The reporter withdraws the melding, with a reason, until a weegoverleg is held (D1)."""

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import MeldingIngetrokken
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Intrekking
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_intake.domain.rules.termijn import kort_na
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed


class TrekIn(Command):
    """Withdraw, and why; the reason stays here."""

    reden: Sealed[Antwoord]


def trek_in(config: Configuratie, melding: Melding | None, intrekking: TrekIn, ctx: Context) -> Decision[Melding]:
    """Withdraw the melding; its content goes after 30 days (L8).

    Refused: 409 after a weegoverleg, also one on the zaak that it is joined to, or when it was; 404 without one, or when
    nobody reads it (L8, D11b).
    """
    if melding is None or melding.afgeschermd:
        raise Refused("bestaat-niet", "Deze melding bestaat niet.", status=404)
    if melding.zelf_gewogen:
        raise Refused("weegoverleg-gehouden", "Na het weegoverleg kan dit niet meer. Bel de procesregisseur.")
    if melding.hoofdzaak.gewogen:  # in words that tell of no other zaak (D11b)
        raise Refused(
            "al-behandeld", "Deze melding is al behandeld. Wilt u de melding intrekken? Bel de procesregisseur."
        )
    if melding.intrekking is not None:
        raise Refused("al-ingetrokken", "Deze melding is al ingetrokken.")
    weg = kort_na(config, ctx.received)
    nieuw = Intrekking(op=ctx.received, door=ctx.actor.subject, reden=intrekking.reden, vernietigen_op=weg)
    wordt = changed(melding, intrekking=nieuw)
    return besluit(melding, wordt, ctx, events=(MeldingIngetrokken(ingetrokken_op=ctx.received),), result="ingetrokken")

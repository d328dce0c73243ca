# SPDX-License-Identifier: EUPL-1.2
"""The reporter supplements the melding, while triage asks for it (D1). After the term too: nothing closes by itself."""

from zvhh_contracts.meldingen import MeldingAangevuld
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Aanvulling
from zvhh_intake.domain.parts.gegevens import Antwoord, Tekst
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed


class VulAan(Command):
    """The answer to the question of triage, in the reporter's words; `voorwaarden` on passing it on stay with it (L3)."""

    tekst: Sealed[Antwoord]
    voorwaarden: Sealed[Tekst] | None = None


def vul_aan(melding: Melding | None, aanvulling: VulAan, ctx: Context) -> Decision[Melding]:
    """Add the answer to the melding. Refused with 409 while triage asks nothing."""
    if melding is None or melding.triage is None or melding.stand != "aanvulling-gevraagd":
        raise Refused("geen-vraag", "Er staat nu geen vraag open over deze melding. Bel de procesregisseur.")
    versie = melding.triage.versie
    nieuw = Aanvulling(
        op=ctx.received,
        door=ctx.actor.subject,
        vraag=versie,
        tekst=aanvulling.tekst,
        voorwaarden=aanvulling.voorwaarden,
    )
    wordt = changed(melding, aanvullingen=(*melding.aanvullingen, nieuw), beantwoord=versie)
    return besluit(melding, wordt, ctx, events=(MeldingAangevuld(aangevuld_op=ctx.received),), result="aangevuld")

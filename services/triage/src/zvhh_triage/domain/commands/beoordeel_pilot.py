# SPDX-License-Identifier: EUPL-1.2
"""Judging whether a zaak with another relation belongs to the pilot (S1b): scope, before any criterion."""

from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_triage.domain.parts.deel import Tekst
from zvhh_triage.domain.parts.oordelen import Pilotoordeel
from zvhh_triage.domain.rules.wie import in_triage
from zvhh_triage.domain.triage import Triage


class BeoordeelPilot(Command):
    """S1b: does a zaak with another relation belong to the pilot?"""

    hoort_bij: bool
    motivatie: Sealed[Tekst]


def beoordeel_pilot(triage: Triage | None, command: BeoordeelPilot, ctx: Context) -> Decision[Triage]:
    """Record the judgement of scope. Raises Refused where the relation is not *anders*, and as `in_triage`."""
    triage = in_triage(triage, ctx)
    if not triage.vraagt_om_pilotoordeel:
        raise Refused("relatie-hoort-bij-pilot", "Deze vraag hoort alleen bij een andere relatie dan (ex-)partner.")
    judged = Pilotoordeel(
        hoort_bij=command.hoort_bij, motivatie=command.motivatie, door=ctx.actor.subject, op=ctx.received
    )
    versions = (*triage.pilotoordelen, judged)
    return Decision(changed(triage, pilotoordelen=versions), result={"versie": len(versions)})

# SPDX-License-Identifier: EUPL-1.2
"""Saving a draft: any part of a melding, unjudged (D1)."""

from datetime import UTC, timedelta
from typing import Any

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.concept import Concept
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed


class Bewaar(Command):
    """Save the draft: any part of a melding, as JSON."""

    inhoud: Sealed[dict[str, Any]]


def bewaar(config: Configuratie, concept: Concept | None, bewaar: Bewaar, ctx: Context) -> Decision[Concept]:
    """Save the draft; it goes 30 days later. Refused with 409 once it was sent."""
    if concept is not None and concept.verstuurd is not None:
        raise Refused("al-verstuurd", "Dit concept is al verstuurd en kan niet meer veranderen.")
    tot = ctx.now + timedelta(days=config.termijnen.concept_dagen)
    nieuw = Concept(
        oin=ctx.actor.oin,
        persoon=ctx.actor.subject,
        aangemaakt_op=concept.aangemaakt_op if concept else ctx.now,
        opgeslagen_op=ctx.now,
        bewaard_tot=tot,
        inhoud=bewaar.inhoud,
    )
    result = {
        "conceptId": ctx.subject,
        "bewaardTot": tot.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    return Decision(nieuw, result=result)

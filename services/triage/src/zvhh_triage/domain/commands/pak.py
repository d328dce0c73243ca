# SPDX-License-Identifier: EUPL-1.2
"""Claiming a zaak (D2)."""

from zvhh_kit.domain.decision import Command, Context, Decision, Refused
from zvhh_triage.domain.rules.eigenaar import overgedragen
from zvhh_triage.domain.rules.wie import bij_zaak
from zvhh_triage.domain.triage import Triage


class Pak(Command):
    """The zaak is mine."""


def pak(triage: Triage | None, _command: Pak, ctx: Context) -> Decision[Triage]:
    """Claim (D2). Raises Refused: 409 a colleague has it, who hands it over or is relieved; and as `bij_zaak`."""
    triage = bij_zaak(triage, ctx)
    if triage.eigenaar not in (None, ctx.actor.subject):
        raise Refused("al-gepakt", "Een collega behandelt deze zaak al. Draag de zaak eerst over.")
    return overgedragen(triage, ctx.actor.subject, ctx)

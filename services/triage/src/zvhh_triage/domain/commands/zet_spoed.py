# SPDX-License-Identifier: EUPL-1.2
"""Saying that a zaak can't wait, or no longer (D2)."""

from zvhh_contracts.triages import SpoedGewijzigd
from zvhh_kit.domain.decision import Command, Context, Decision, Sealed, changed
from zvhh_triage.domain.parts.deel import Tekst
from zvhh_triage.domain.parts.werk import Spoedbesluit
from zvhh_triage.domain.rules.wie import in_triage
from zvhh_triage.domain.triage import Triage


class ZetSpoed(Command):
    """The zaak can't wait, or no longer, and why."""

    spoed: bool
    reden: Sealed[Tekst]


def zet_spoed(triage: Triage | None, command: ZetSpoed, ctx: Context) -> Decision[Triage]:
    """D2: set or lifted by a person with reason; as it is already, nothing changes. Raises Refused as `in_triage`."""
    triage = in_triage(triage, ctx)
    if triage.spoed == command.spoed:
        return Decision(result={"spoed": command.spoed})
    said = Spoedbesluit(spoed=command.spoed, reden=command.reden, door=ctx.actor.subject, op=ctx.received)
    return Decision(
        changed(triage, spoedbesluiten=(*triage.spoedbesluiten, said)),
        events=(SpoedGewijzigd(spoed=command.spoed, op=ctx.received),),
        result={"spoed": command.spoed},
    )

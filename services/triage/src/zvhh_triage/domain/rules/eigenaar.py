# SPDX-License-Identifier: EUPL-1.2
"""A zaak changes hands, and stays with whom it is handed to until they hand it on (D2)."""

from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_triage.domain.parts.werk import Eigenaar
from zvhh_triage.domain.triage import Triage


def overgedragen(triage: Triage, persoon: str, ctx: Context) -> Decision[Triage]:
    """The zaak is theirs; when it was already, nothing changes."""
    result = {"eigenaar": persoon}
    if triage.eigenaar == persoon:
        return Decision(result=result)
    owner = Eigenaar(persoon=persoon, door=ctx.actor.subject, op=ctx.received)
    return Decision(changed(triage, eigenaren=(*triage.eigenaren, owner)), result=result)

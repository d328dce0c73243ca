# SPDX-License-Identifier: EUPL-1.2
"""How intake follows a zaak: an event sets the part of its source and nothing else, and everything else is computed.

For: `vanuit_triage`, `vanuit_overleggen` and `vanuit_regie`. Not for: deciding anything: all that follows is that what was
joined hears of a closing (`hoofdzaak`).
"""

from collections.abc import Callable
from typing import TypeVar

from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules.hoofdzaak import sluiting
from zvhh_intake.domain.rules.terugkoppeling import besluit
from zvhh_kit.decision import Context, Decision

E = TypeVar("E")
Volgt = Callable[[Melding | None, E, Context], Decision[Melding]]


def gevolgd(zet: Callable[[Melding, E], Melding]) -> Volgt[E]:
    """The decide function that sets a part. Total: without an accepted melding there is nothing to follow."""

    def volg(melding: Melding | None, event: E, ctx: Context) -> Decision[Melding]:
        if melding is None or melding.geweigerd:
            return Decision.nothing("geen melding")
        wordt = zet(melding, event)
        return besluit(melding, wordt, ctx, events=sluiting(melding, wordt, ctx.subject))

    return volg

# SPDX-License-Identifier: EUPL-1.2
"""Nobody gets in whose screening (VOG) is not on record for the day of the request (L10).

For: `Service(admit=…)`. Not for: keeping the dates; that is the configuration, whose owner also takes them out.
"""

from collections.abc import Callable
from datetime import date

from zvhh_kit.decision import Actor, Refused

__all__ = ["Admit", "screened"]

Admit = Callable[[Actor, date], Refused | None]
"""(who asks, local day of receipt) → why they may not ask anything at all, or None. Asked of every known person."""


def screened(has_vog: Callable[[str, date], bool], phone: str) -> Admit:
    """Admits who has a VOG by `has_vog` (subject id, local day), whatever their role; who is unknown has none.

    The refusal (403, `geen-vog`) also names the way on for somebody of an organisation that is not known: `phone` (S1).
    """

    def admit(actor: Actor, day: date) -> Refused | None:
        if has_vog(actor.subject, day):
            return None
        text = (
            "Van u is geen VOG-datum bekend. Daarom heeft u geen toegang. Vraag uw organisatie om de datum door te geven. "
            f"Is uw organisatie hier niet bekend? Meld via een vaste partner, of bel {phone}."
        )
        return Refused("geen-vog", text, status=403)

    return admit

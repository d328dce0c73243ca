# SPDX-License-Identifier: EUPL-1.2
"""Nobody gets in whose screening (VOG) is not on record for the day of the request (L10), or who says to be of another
organisation than is on record of them (L6).

For: `Service(admit=…)`. Not for: keeping either; that is the configuration, whose owner also takes people out.
"""

from collections.abc import Callable
from datetime import date

from zvhh_kit.domain.decision import Actor, Refused

__all__ = ["Admit", "screened"]

Admit = Callable[[Actor, date], Refused | None]
"""(who asks, local day of receipt) → why they may not ask anything at all, or None. Asked of every known person."""


def screened(has_vog: Callable[[str, date], bool], works_for: Callable[[str], str | None], phone: str) -> Admit:
    """Admits who has a VOG by `has_vog` (subject id, local day), whatever their role; who is unknown has none.

    The refusal (403, `geen-vog`) also names the way on for somebody of an organisation that is not known: `phone` (S1).
    `works_for`: subject id → OIN. A token with another is refused too (403, `andere-organisatie`): it would open the zaken
    of an organisation for which this person doesn't work.
    """

    def admit(actor: Actor, day: date) -> Refused | None:
        if not has_vog(actor.subject, day):
            text = (
                "Van u is geen VOG-datum bekend. Daarom heeft u geen toegang. Vraag uw organisatie om de datum door te "
                f"geven. Is uw organisatie hier niet bekend? Meld via een vaste partner, of bel {phone}."
            )
            return Refused("geen-vog", text, status=403)
        if works_for(actor.subject) != actor.oin:
            text = (
                "Uw aanmelding noemt een andere organisatie dan wij van u kennen. Daarom heeft u geen toegang. Vraag uw "
                f"organisatie om dit te herstellen, of bel {phone}."
            )
            return Refused("andere-organisatie", text, status=403)
        return None

    return admit

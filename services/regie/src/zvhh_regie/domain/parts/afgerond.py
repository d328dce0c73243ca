# SPDX-License-Identifier: EUPL-1.2
"""The tasks that people ended (S6b, D4)."""

from zvhh_contracts.event import Moment
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.parts.deel import Deel


class Afgerond(Deel):
    """A task that a person ended, with what they found; `over`: which week or which correction it was about."""

    taak: str
    over: str
    bevinding: Sealed[str]
    door: str
    op: Moment

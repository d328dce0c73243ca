# SPDX-License-Identifier: EUPL-1.2
"""Where the case has its centre of gravity (S16)."""

from datetime import date

from zvhh_contracts.event import Code, Moment
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.parts.deel import Deel


class Zwaartepunt(Deel):
    """Where the case has its centre of gravity since the local day `per`, with the reason (S16)."""

    gemeente: Code
    per: date
    reden: Sealed[str]
    door: str
    op: Moment

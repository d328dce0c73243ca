# SPDX-License-Identifier: EUPL-1.2
"""What a person decided on the term of the zaak (L8)."""

from datetime import date

from zvhh_contracts.event import Moment
from zvhh_regie.domain.parts.deel import Deel


class Bewaartermijn(Deel):
    """What a person decided on the term of the zaak (L8): the local day that counts, None while it is on hold."""

    soort: str
    vernietigen_op: date | None
    op: Moment

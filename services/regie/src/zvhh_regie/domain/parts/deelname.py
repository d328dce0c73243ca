# SPDX-License-Identifier: EUPL-1.2
"""Who takes part, dated (L4b)."""

from datetime import date

from zvhh_contracts.event import Oin
from zvhh_regie.domain.parts.deel import Deel


class Deelname(Deel):
    """A partner takes part from the local day `van` until `tot` (exclusive; None = still) (L4b)."""

    oin: Oin
    van: date
    tot: date | None = None

# SPDX-License-Identifier: EUPL-1.2
"""The weegoverleg that counts (S6, S11, D3)."""

from zvhh_contracts.event import Moment
from zvhh_regie.domain.parts.deel import Deel


class Weging(Deel):
    """The last weegoverleg that was held; `passend` and `doorzetten` are None below the quorum of L4.

    `versie` counts what was put right (D3). `vervallen`: the opening that followed was undone, so that a second
    weegoverleg is needed (S6b).
    """

    nummer: int
    versie: int = 1
    vastgelegd_op: Moment
    passend: bool | None = None
    doorzetten: str | None = None
    vervallen: bool = False

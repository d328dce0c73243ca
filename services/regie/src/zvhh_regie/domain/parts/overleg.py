# SPDX-License-Identifier: EUPL-1.2
"""The dates that meetings tells: each overleg, and each version of the plan. No texts, nobody's name."""

from typing import Literal

from zvhh_contracts.event import Moment
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_regie.domain.parts.deel import Deel

Uitkomst = Literal["door", "nog-niet", "niet-passend", "geen-besluit"]


class Overleg(Deel):
    """An overleg by its number in the zaak. `begin`: when it is planned, as last said · `voorlopig`: until the casus opens ·
    `uitkomst`: of a weegoverleg, as it counts now (D3). Held or cancelled is final: no later date outranks it."""

    nummer: int
    soort: Overlegsoort
    begin: Moment | None = None
    voorlopig: bool = False
    geannuleerd: bool = False
    gehouden_op: Moment | None = None
    uitkomst: Uitkomst | None = None


class Planversie(Deel):
    """A version of the plan van aanpak that was vastgesteld (S12)."""

    versie: int
    vastgesteld_op: Moment

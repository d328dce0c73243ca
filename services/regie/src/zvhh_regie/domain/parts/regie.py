# SPDX-License-Identifier: EUPL-1.2
"""Who leads the casus, and who was refused or looked for (S16)."""

from datetime import date

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin
from zvhh_regie.domain.parts.deel import Deel


class Regieperiode(Deel):
    """A casusregie in force in [van, tot): local days, `tot` exclusive, None = still in force (S16).

    `tot` equal to `van` means that it was replaced before it was in force for a day; it stays in the history.
    """

    aanwijzing: int
    casusregie: Casusregie
    van: date
    tot: date | None = None
    aanvaard_op: date

    def op(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag < self.tot)


class Regieweigering(Deel):
    """An aanwijzing that was not possible, with the code of each reason (S16)."""

    aanwijzing: int
    redenen: tuple[Code, ...]
    op: Moment


class Gezocht(Deel):
    """Partner `door` looks for a casusregisseur (S11)."""

    door: Oin
    herinneren_op: date

# SPDX-License-Identifier: EUPL-1.2
"""Who takes part, who leads the casus, and who looks for one that will (L4b, S11, S16).

For: the state (`overlegtraject`). Not for: rules.
"""

from datetime import date

from pydantic import AwareDatetime

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Oin, Persoon
from zvhh_kit.domain.decision import Sealed
from zvhh_meetings.domain.parts.deel import Deel, Tekst


class Vertrek(Deel):
    """Why and by whom a partner left."""

    reden: Sealed[Tekst] | None = None
    door: Persoon


class Deelname(Deel):
    """A partner takes part from `van`, until `tot` where it left (L4b); reasons where it was not the weegoverleg."""

    oin: Oin
    van: date
    tot: date | None = None
    reden: Sealed[Tekst] | None = None
    vertrek: Vertrek | None = None


INGEBRACHT = 0
"""The number of the casusregie with which a running case was brought in (S6c): regie has it from the same event."""


class Aanwijzing(Deel):
    """An appointment of the casusregie, in overleg `overleg` or between two; regie answers by `nummer` (S16).

    `door` is None for `INGEBRACHT` only.
    `vervallen`: the decision of the weegoverleg that it came with was put right (D3).
    """

    nummer: int
    overleg: int | None = None
    casusregie: Casusregie
    ingangsdatum: date
    aanvaard_op: date
    reden: Sealed[Tekst] | None = None
    door: Persoon | None = None
    op: AwareDatetime
    vervallen: bool = False


class Gezocht(Deel):
    """A casusregisseur is looked for (S11)."""

    door: Oin
    sinds: date
    herinneren_op: date
    herinnerd: bool = False

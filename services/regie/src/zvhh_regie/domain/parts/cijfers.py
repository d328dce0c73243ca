# SPDX-License-Identifier: EUPL-1.2
"""Tables of figures, and those that were frozen (S18). No personal data."""

from typing import Literal

from zvhh_contracts.event import Moment, Persoon
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.parts.deel import Deel

Eenheid = Literal["aantal", "dagen"]


class Cel(Deel):
    """A number; `onderdrukt`: there is one, but it may not be shown. Without both: there is none."""

    waarde: float | int | None = None
    eenheid: Eenheid = "aantal"
    onderdrukt: bool = False


class Rij(Deel):
    """A row: its title, and a cell for each column of the table."""

    titel: str
    cellen: tuple[Cel, ...]


class Tabel(Deel):
    """A table with the titles of its columns."""

    code: str
    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[Rij, ...]


class Vastgezet(Deel):
    """Figures as they were at a moment: the tables themselves, so that nothing changes them any more.

    `tabellen` are whole, `uitvoer` are those that may go outside, with counts below `minimum` left out.
    """

    nummer: int
    naam: str
    reden: Sealed[str]
    door: Persoon
    op: Moment
    minimum: int
    tabellen: tuple[Tabel, ...]
    uitvoer: tuple[Tabel, ...]

# SPDX-License-Identifier: EUPL-1.2
"""The place of a casus in a pilot year: asked, waited for, had, given back, or left (S6, S6b)."""

from datetime import date

from zvhh_contracts.event import Moment
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.parts.deel import Deel


class Plaats(Deel):
    """The place that the pilotjaar gave: number `plaats` of `maximum`; `vergeven` counts those given by then (S6)."""

    pilotjaar: int
    plaats: int
    maximum: int
    vergeven: int


class Wachtplek(Deel):
    """The zaak waits in the line of a pilotjaar, `positie` as last heard (S6).

    `sinds`: it waits, in whichever line · `in_rij_op`: the local day on which it came in this one, None where an earlier
    release did not keep it · `aangeboden_op`: a place is free and a procesregisseur may confirm it · `herinnerd_op`: the
    local day of the last weekly reminder · `jaar_voorbij`: a procesregisseur decides whether it waits on in the next year
    (S6b).
    """

    pilotjaar: int
    positie: int
    sinds: Moment
    in_rij_op: date | None = None
    aangeboden_op: Moment | None = None
    herinnerd_op: date | None = None
    jaar_voorbij: bool = False


class Ongedaan(Deel):
    """An opening that was undone: the place that it had, and by whom it was given back (S6b).

    `reden` is None when meetings put the weegoverleg right; its reason stays there (D3).
    """

    plaats: Plaats
    geopend_op: Moment
    ongedaan_op: Moment
    door: str
    reden: Sealed[str] | None = None


class Uitgang(Deel):
    """The zaak left the line of a pilotjaar by a way on (D5, S6b)."""

    pilotjaar: int
    route: str
    reden: Sealed[str]
    door: str
    op: Moment

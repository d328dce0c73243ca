# SPDX-License-Identifier: EUPL-1.2
"""What became of the zaak after triage, as meetings and regie told: the weegoverleg, the casus, the line."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from zvhh_contracts.triages import Route
from zvhh_triage.domain.parts.deel import Deel

Casus = Literal["geopend", "wachtlijst", "afgeschaald", "beeindigd", "van-wachtlijst", "ongedaan"]
GESLOTEN: frozenset[Casus | None] = frozenset({"afgeschaald", "beeindigd"})
"""A casus that has ended is shielded (L8, D13)."""


class Weegoverleg(Deel):
    """The last weegoverleg that meetings planned, or cancelled."""

    nummer: int
    begin: AwareDatetime
    geannuleerd: bool = False


class Weging(Deel):
    """The last weegoverleg that was held, as its decision stands now (`versie` counts from 1, D3).

    `beslist_op`: when that decision was vastgelegd or herzien. `vernietigen_op` and `route` are set when the zaak was not
    passend (L8, D5).
    """

    nummer: int
    versie: int = 1
    gehouden_op: AwareDatetime
    beslist_op: AwareDatetime | None = None
    besloten: bool
    passend: bool | None = None
    route: Route | None = None
    vernietigen_op: date | None = None


class VanWachtlijst(Deel):
    """The zaak left the line by a way on (S6b, D5)."""

    op: AwareDatetime
    vernietigen_op: date

# SPDX-License-Identifier: EUPL-1.2
"""Detentions, every version kept (S14)."""

from datetime import date

from zvhh_contracts.event import Moment
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.parts.deel import Deel


class Detentieversie(Deel):
    """What was known of a detention at one moment: local days, `tot_en_met` None = not known yet (S14)."""

    is_detentie: bool = True
    van: date
    tot_en_met: date | None = None
    gehoord_van: Sealed[str]
    reden: Sealed[str] | None = None
    door: str
    oin: str
    op: Moment


class Detentie(Deel):
    """A detention with all its versions, oldest first; the last one counts. It does not stop the clock (S14)."""

    nummer: int
    versies: tuple[Detentieversie, ...]

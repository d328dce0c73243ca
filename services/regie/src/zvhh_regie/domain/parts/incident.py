# SPDX-License-Identifier: EUPL-1.2
"""Incidents, every version kept (D4)."""

from zvhh_contracts.event import Code, Moment, Oin
from zvhh_kit.domain.decision import Sealed
from zvhh_regie.domain.parts.deel import Deel


class Incidentversie(Deel):
    """What was known of an incident at one moment; every version stays (D4).

    `moment` is when it happened; `tijd_onbekend`: only its local day is known, and `moment` is the last that it may have been.

    `neemt_weg`: it takes away a serious incident of another organisation, makes less of it, or dates it earlier.
    """

    is_incident: bool = True
    soort: Code
    moment: Moment
    tijd_onbekend: bool = False
    gehoord_van: Sealed[str]
    bron_oin: Oin | None = None
    omschrijving: Sealed[str]
    ernstig: bool
    gemeld_bij_politie: bool | None = None
    reden: Sealed[str] | None = None
    door: str
    oin: str
    op: Moment
    neemt_weg: bool = False


class Incident(Deel):
    """An incident with all its versions, oldest first; the last one counts (D4)."""

    nummer: int
    versies: tuple[Incidentversie, ...]

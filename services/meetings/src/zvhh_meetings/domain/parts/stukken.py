# SPDX-License-Identifier: EUPL-1.2
"""What overleggen leave behind and owners bring up to date: agreements, interventions, versions of the plan (S11, S12, D3).

For: the state (`overlegtraject`). Not for: rules.
"""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from zvhh_contracts.event import Code, Oin, Persoon
from zvhh_kit.domain.decision import Sealed
from zvhh_meetings.domain.parts.deel import Deel, Tekst
from zvhh_meetings.domain.parts.verslagdelen import Afspraaksoort, Afspraakstand, Interventiestand, Voor

VAN_VOOR_DE_PILOT = 0
"""The number of the overleg, before all of ours, in which the open agreements of a running case were made (S6c)."""


OPEN = ("open", "niet-gedaan")
"""The stands in which an agreement is on the next agenda (D3)."""


class StandGemeld(Deel):
    """Someone told how an agreement or an intervention stands."""

    stand: str
    reden: Sealed[Tekst] | None = None
    door: Persoon
    oin: Oin
    op: AwareDatetime


class Afspraak(Deel):
    """An agreement of overleg `overleg`; open until gedaan or kan-niet-meer: niet-gedaan stays open (D3)."""

    nummer: int
    overleg: int
    soort: Afspraaksoort
    tekst: Sealed[Tekst]
    eigenaar: Oin
    uiterlijk: date
    stand: Afspraakstand | Literal["open"] = "open"
    standen: tuple[StandGemeld, ...] = ()


class Interventie(Deel):
    """An intervention of the plan (S12)."""

    nummer: int
    soort: Code
    voor: Voor
    voor_persoon: int | None = None
    eigenaar: Oin
    start: date
    omschrijving: Sealed[Tekst] | None = None
    stand: Interventiestand = "gepland"
    standen: tuple[StandGemeld, ...] = ()


class Planversie(Deel):
    """A version of the plan van aanpak as it was vastgesteld in overleg `overleg`, by those present (S12)."""

    versie: int
    overleg: int
    doelen: Sealed[Tekst]
    interventies: tuple[Interventie, ...]
    aanwezigen: tuple[Oin, ...]
    vastgesteld_op: AwareDatetime

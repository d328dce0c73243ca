# SPDX-License-Identifier: EUPL-1.2
"""What intake told of the melding: its facts, a withdrawal, a changed term. Codes and dates only."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from zvhh_triage.domain.parts.deel import Deel


class Melding(Deel):
    """What intake told: codes and dates only. `pilotjaar` is None for a running case of before the pilot (S6c).

    `twijfel` and `afstemming`: the reporter doubted, and consulted or reached nobody (S5). `oud_kenmerk`: a closed zaak
    that the melding cites (S15).
    """

    kenmerk: str
    pilotjaar: int | None
    eerste_verwerking_op: AwareDatetime
    relatie: str
    wensen: tuple[str, ...] = ()
    leefgebieden: tuple[str, ...] = ()
    domeinen: tuple[str, ...] = ()
    twijfel: str | None = None
    afstemming: str | None = None
    oud_kenmerk: str | None = None
    vernietigen_uiterlijk_op: date


class Intrekking(Deel):
    """The reporter withdrew."""

    op: AwareDatetime
    vernietigen_op: date


class Bewaartermijn(Deel):
    """What a person last changed about the term of the zaak (L8): the day that counts since, None while it is on hold."""

    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: AwareDatetime

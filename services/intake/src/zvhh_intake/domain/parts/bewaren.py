# SPDX-License-Identifier: EUPL-1.2
"""What people decided about how long a zaak is kept (L8)."""

from datetime import date, datetime

from zvhh_contracts.event import Oin
from zvhh_contracts.given import Day
from zvhh_intake.domain.parts.deel import Deel
from zvhh_kit.domain.decision import Sealed


class Toestemming(Deel):
    """A supplier of data, and the local day on which it agreed."""

    oin: Oin
    op: Day


class Verlenging(Deel):
    """The zaak is kept until the local day `tot`, with the consent of every supplier (L8)."""

    tot: date
    op: datetime
    door: str
    toestemmingen: tuple[Toestemming, ...]
    reden: Sealed[str]


class Aanhouding(Deel):
    """A legal hold (L8): on whose word and why; while it stands nothing is destroyed. Ended ones are kept with the rest."""

    naam: Sealed[str]
    reden: Sealed[str]
    op: datetime
    door: str
    vrijgegeven_op: datetime | None = None
    vrijgegeven_door: str | None = None
    reden_vrijgave: Sealed[str] | None = None


class BewaarDeel(Deel):
    """What people decided about the term (L8)."""

    verlengingen: tuple[Verlenging, ...] = ()
    aanhoudingen: tuple[Aanhouding, ...] = ()

# SPDX-License-Identifier: EUPL-1.2
"""What an invitation says: kenmerk, time and place, nothing about people (D3)."""

from datetime import datetime, timedelta
from typing import Literal

from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Deel
from zvhh_meetings.domain.parts.overleg import Overleg


class Uitnodiging(Deel):
    """What an invitation says, for an .ics: `uid` never changes, `volgnummer` (SEQUENCE) goes up with each change, and
    `methode` is CANCEL when the overleg will not be held. `begin` and `eind` in UTC.
    """

    uid: str
    volgnummer: int
    methode: Literal["REQUEST", "CANCEL"]
    stand: Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
    kenmerk: str | None
    begin: datetime
    eind: datetime
    plaats: str


def uitnodiging(traject: Overlegtraject, overleg: Overleg) -> Uitnodiging:
    """The invitation of an overleg as it is now (D3)."""
    weg = overleg.stand == "geannuleerd"
    kenmerk = traject.kenmerk or ""
    return Uitnodiging(
        uid=f"{kenmerk.lower()}-{overleg.nummer}@zvhh",
        volgnummer=overleg.volgnummer,
        methode="CANCEL" if weg else "REQUEST",
        stand="CANCELLED" if weg else "TENTATIVE" if overleg.voorstel or overleg.voorlopig else "CONFIRMED",
        kenmerk=traject.kenmerk,
        begin=overleg.begin,
        eind=overleg.begin + timedelta(minutes=overleg.duur_minuten),
        plaats=overleg.plaats,
    )

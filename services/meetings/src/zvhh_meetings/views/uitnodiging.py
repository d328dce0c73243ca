# SPDX-License-Identifier: EUPL-1.2
"""What an invitation says: kenmerk, time and place, nothing about people (D3). Not for: sending anything."""

from datetime import datetime, timedelta
from typing import Literal, Self

from zvhh_kit.http import Beeld
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Overleg


class UitnodigingBeeld(Beeld):
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

    @classmethod
    def van(cls, traject: Overlegtraject, overleg: Overleg) -> Self:
        """As it is now."""
        weg = overleg.stand == "geannuleerd"
        kenmerk = traject.kenmerk or ""
        return cls(
            uid=f"{kenmerk.lower()}-{overleg.nummer}@zvhh",
            volgnummer=overleg.volgnummer,
            methode="CANCEL" if weg else "REQUEST",
            stand="CANCELLED" if weg else "TENTATIVE" if overleg.voorstel or overleg.voorlopig else "CONFIRMED",
            kenmerk=traject.kenmerk,
            begin=overleg.begin,
            eind=overleg.begin + timedelta(minutes=overleg.duur_minuten),
            plaats=overleg.plaats,
        )

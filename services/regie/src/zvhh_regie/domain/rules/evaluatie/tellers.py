# SPDX-License-Identifier: EUPL-1.2
"""The names of the counters, and the fixed classes and months by which some are counted (S18).

A sum and a number can be added, and so can the number in each class; a median can't. Not for: counting (`telling`).
"""

import hashlib
from bisect import bisect_left
from collections.abc import Mapping
from datetime import datetime

from zvhh_kit.domain.calendar import local_date

_MAX = 60
MEER = "meer"
"""The last class of each list, that has no upper border."""

KLASSEN = (1, 3, 7, 14, 28, 56, 91, 182, 365)
"""Lead times: the last day of each class; the first begins at 0, each next one a day after the one before.

Never change it once a zaak was destroyed: that zaak was counted in these classes and can't be counted anew, so that a
class with another border would hold zaken of both kinds (L8). The same goes for `TUSSENPOZEN` and `MAANDEN`.
"""

TUSSENPOZEN = (4, 6, 8, 10, 12, 16, 26)
"""Intervals between casusoverleggen: the last week of each class, up to that many times seven days (S13)."""

MAANDEN = 24
"""Incidents and running casussen stand by month, from January of the year that the figures are of until this many on."""

JAARMAANDEN = 12
"""Meldingen and openings stand by month of the year itself."""

EERDER, LATER = "eerder", "later"
BUITEN = "buiten"
"""Incidents of an opened casus that did not happen while it ran."""

STAPPEN: Mapping[str, str] = {
    "bekend-gemeld": "bekend",
    "gemeld-doorgezet": "doorgezet",
    "gemeld-afgewezen": "afgewezen",
    "doorgezet-gewogen": "gewogen",
    "gewogen-geopend": "geopend",
    "wachtlijst-geopend": "na-wachten",
    "gemeld-geopend": "geopend",
    "geopend-casusoverleg": "met-casusoverleg",
    "geopend-plan": "met-plan",
    "geopend-afgeschaald": "einde-afgeschaald",
}
"""Each lead time, with the counter of the zaken of which it may be known."""


def teller(*delen: str) -> str:
    """The name of a counter: the parts with a dash; what is too long for a Code ends with a mark of its own."""
    naam = "-".join(delen)
    if len(naam) <= _MAX:
        return naam
    return f"{naam[: _MAX - 9]}-{hashlib.sha256(naam.encode()).hexdigest()[:8]}"


def dagklasse(dagen: int) -> str:
    """The class of a lead time, by the last day of it."""
    return _klasse(KLASSEN, dagen)


def tussenpoosklasse(dagen: int) -> str:
    """The class of the days between two casusoverleggen, by the last week of it (S13)."""
    return _klasse(TUSSENPOZEN, -(-dagen // 7))


def _klasse(grenzen: tuple[int, ...], getal: int) -> str:
    plek = bisect_left(grenzen, getal)
    return MEER if plek == len(grenzen) else str(grenzen[plek])


def klassecodes(grenzen: tuple[int, ...]) -> tuple[str, ...]:
    return (*map(str, grenzen), MEER)


def maandcode(jaar: int, moment: datetime) -> str:
    """The local month of a moment as seen from a year: 1 is January of it, up to `MAANDEN`; else `EERDER` or `LATER`."""
    dag = local_date(moment)
    nummer = 12 * (dag.year - jaar) + dag.month
    if nummer < 1:
        return EERDER
    return LATER if nummer > MAANDEN else str(nummer)


def maandcodes(aantal: int) -> tuple[str, ...]:
    """The first months of the year that the figures are of."""
    return tuple(str(nummer) for nummer in range(1, aantal + 1))

# SPDX-License-Identifier: EUPL-1.2
"""Days and times as people say and write them in Dutch: "gisteren 21:30", "12 maart", "over 2 weken"; to and from. Pure.

Days are local (Europe/Amsterdam), and what day it is comes in. Not for: working days and terms (`calendar`).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from re import Match

from zvhh_kit.domain.calendar import AMSTERDAM, add_months

__all__ = ["day_in_words", "moment_in_words", "read_day", "read_day_and_time", "spoken_day", "time_in_words"]

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_NEAR = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_UNITS = r"(dag(?:en)?|we(?:ek|ken)|maand(?:en)?)"
_NUMBERS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6}
_COUNT = rf"([0-9]{{1,3}}|{'|'.join(_NUMBERS)})"
_WEEKDAY = rf"({'|'.join(f'{day[:2]}|{day}' for day in _DAYS)})"
_TIME = re.compile(r"(?:^| )(?:om )?([0-9]{1,2})(?:[:.]([0-9]{2})(?: ?uur)?| ?uur)$")


def day_in_words(day: date) -> str:
    """A whole date: "za 20 september 2025"."""
    return f"{_DAYS[day.weekday()][:2]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def spoken_day(day: date, today: date) -> str:
    """As it is said on `today`: "vandaag", "gisteren", "do 12 maart"; of another year with that year."""
    near = next((word for word, days in _NEAR.items() if today + timedelta(days=days) == day and abs(days) < 2), "")
    return near or (day_in_words(day).rpartition(" ")[0] if day.year == today.year else day_in_words(day))


def time_in_words(moment: datetime) -> str:
    """What clocks in Amsterdam show at an instant: "21:30 uur"."""
    return f"{moment.astimezone(AMSTERDAM):%H:%M} uur"


def moment_in_words(moment: datetime, today: date) -> str:
    """Day and time of an instant as said on `today`: "gisteren 21:30 uur"."""
    return f"{spoken_day(moment.astimezone(AMSTERDAM).date(), today)} {time_in_words(moment)}"


def read_day(text: str, today: date) -> date | None:
    """The day that somebody means who says this on `today`; None when it can't be read.

    Without a year it is the nearest such day, before or after: who means another one sees how it was read. A bare weekday
    may be either side, so it is not read.
    """
    said = " ".join(text.lower().replace(",", " ").split())
    for pattern, reading in _READINGS:
        if found := re.fullmatch(pattern, said):
            try:
                return reading(found, today)
            except (ValueError, OverflowError):  # 31 juni
                return None
    return None


def read_day_and_time(text: str, today: date) -> tuple[date | None, time | None]:
    """Day and time of "gisteren 21:30"; a part that is not there, or can't be read, is None."""
    said = " ".join(text.lower().split())
    found = _TIME.search(said)
    if found is None:
        return read_day(said, today), None
    hour, minute = int(found[1]), int(found[2] or 0)
    day = read_day(said[: found.start()].strip().removesuffix(" om"), today)
    return day, time(hour, minute) if hour < 24 and minute < 60 else None


def _counted(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word]


def _shifted(today: date, count: int, unit: str) -> date:
    if unit.startswith("maand"):
        return add_months(today, count)
    return today + timedelta(days=count * (7 if unit.startswith("we") else 1))


def _weekday(found: Match[str], today: date) -> date:
    wanted = next(number for number, day in enumerate(_DAYS) if day.startswith(found[2]))
    if found[1] in {"afgelopen", "vorige"}:
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = [one for one in (today.year - 1, today.year, today.year + 1) if _exists(one, month, day)]
    return min((date(one, month, day) for one in years), key=lambda one: abs(one - today))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _month(word: str) -> int:
    if word == "mrt":
        return 3
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(word.rstrip(".")))


_READINGS: Sequence[tuple[str, Callable[[Match[str], date], date]]] = (
    ("|".join(_NEAR), lambda found, today: today + timedelta(days=_NEAR[found[0]])),
    (rf"over {_COUNT} {_UNITS}", lambda found, today: _shifted(today, _counted(found[1]), found[2])),
    (rf"{_COUNT} {_UNITS} geleden", lambda found, today: _shifted(today, -_counted(found[1]), found[2])),
    (rf"(afgelopen|vorige|komende|aanstaande|volgende) {_WEEKDAY}", _weekday),
    (
        rf"(?:{_WEEKDAY} )?([0-9]{{1,2}})[-/]([0-9]{{1,2}})(?:[-/]([0-9]{{4}}|[0-9]{{2}}))?",
        lambda found, today: _dated(int(found[2]), int(found[3]), found[4], today),
    ),
    (
        rf"(?:{_WEEKDAY} )?([0-9]{{1,2}}) ({'|'.join(f'{month}|{month[:3]}[.]?' for month in _MONTHS)}|mrt[.]?)(?: ([0-9]{{4}}))?",
        lambda found, today: _dated(int(found[2]), _month(found[3].rstrip(".")), found[4], today),
    ),
    (r"([0-9]{4})-([0-9]{2})-([0-9]{2})", lambda found, _: date(int(found[1]), int(found[2]), int(found[3]))),
)

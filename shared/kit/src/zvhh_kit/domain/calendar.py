# SPDX-License-Identifier: EUPL-1.2
"""Local dates, working days and calendar months of the Netherlands. Pure: every function is a sum on its arguments.

For: terms and proposals (S8, S11, S13, S14, L8, D3). Moments go in and come out as UTC; dates are Europe/Amsterdam.
Not for: what time it is now (`zvhh_kit.process.clock`), nor for lead times, which are plain differences of dates.

Working days leave out weekends and the days of the Algemene termijnenwet art. 3. Right from 2014 on (Koningsdag).
"""

import calendar
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

__all__ = [
    "AMSTERDAM",
    "BY_LAW",
    "HolidayRule",
    "add_months",
    "add_weeks_local",
    "at_local",
    "is_working_day",
    "local_date",
    "next_working_day_on_or_after",
    "working_days_after",
]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAY = timedelta(days=1)
_SATURDAY = 5
_LUSTRUM = 5


class HolidayRule(Protocol):
    """Which days are holidays, where an organisation may choose: the configuration has one.

    `bevrijdingsdag`: 5 May `elk-jaar` (as the law says), in a `lustrum` year only, or `nooit`; `extra`: days of its own.
    """

    @property
    def bevrijdingsdag(self) -> str: ...

    @property
    def extra(self) -> Sequence[date]: ...


class _ByLaw(NamedTuple):
    bevrijdingsdag: str = "elk-jaar"
    extra: Sequence[date] = ()


BY_LAW: HolidayRule = _ByLaw()
"""The days of the Algemene termijnenwet art. 3 and no others."""


def local_date(moment: datetime) -> date:
    """The date on the wall in Amsterdam at `moment`. Raises ValueError for a moment without a time zone."""
    return _local(moment).date()


def at_local(day: date, clock_time: time = time(0)) -> datetime:
    """The moment, in UTC, at which clocks in Amsterdam show `clock_time` on `day`.

    A time that the clocks skip (last Sunday of March, 02:00-03:00) is moved on by the skipped hour: 02:30 → 03:30.
    A time that comes twice (last Sunday of October) means the first one, in summer time. `clock_time` has no zone.
    """
    if clock_time.tzinfo is not None:
        raise ValueError("a local time has no time zone of its own")
    return datetime.combine(day, clock_time.replace(fold=0), AMSTERDAM).astimezone(UTC)


def add_weeks_local(moment: datetime, weeks: int) -> datetime:
    """The same weekday and time on the wall, `weeks` later (S13), in UTC: over a change of the clock the hour stays.

    Skipped and doubled times as in `at_local`. Raises ValueError for a moment without a time zone.
    """
    local = _local(moment)
    return at_local(local.date() + timedelta(weeks=weeks), local.time())


def add_months(day: date, months: int) -> date:
    """The same day `months` calendar months later (or earlier), or the last of that month where it is shorter (S14, L8).

    31 August and six months give 28 or 29 February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_working_day(day: date, rule: HolidayRule = BY_LAW) -> bool:
    """Whether `day` is neither in a weekend nor a holiday: a day of the Algemene termijnenwet art. 3, or as `rule` says."""
    if day.weekday() >= _SATURDAY or day in rule.extra or day in _holidays(day.year):
        return False
    if (day.month, day.day) == (5, 5):
        lustrum = day.year % _LUSTRUM == 0
        return rule.bevrijdingsdag == "nooit" or (rule.bevrijdingsdag == "lustrum" and not lustrum)
    return True


def next_working_day_on_or_after(day: date, rule: HolidayRule = BY_LAW) -> date:
    """`day` itself when it is a working day, else the first one after it (S13)."""
    while not is_working_day(day, rule):
        day += _DAY
    return day


def working_days_after(day: date, count: int, rule: HolidayRule = BY_LAW) -> date:
    """The `count`-th working day after `day`; `day` itself never counts (S8, S11). Zero gives `day` as it is.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("working days are counted forward")
    for _ in range(count):
        day = next_working_day_on_or_after(day + _DAY, rule)
    return day


def _local(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(AMSTERDAM)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    """The days of art. 3 in `year` that can fall on a weekday, 5 May left to the rule."""
    easter = _easter(year)
    moved = [easter + timedelta(days=days) for days in (-2, 1, 39, 50)]  # Goede Vrijdag, Pasen, Hemelvaart, Pinksteren
    # Koningsdag on a Sunday moves to the Saturday, so that is no concern here
    fixed = [date(year, *day) for day in ((1, 1), (4, 27), (12, 25), (12, 26))]
    return frozenset([*moved, *fixed])


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian calendar (the "anonymous" algorithm, Meeus)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    corrected = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + corrected + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * late + 114, 31)
    return date(year, month, day + 1)

# SPDX-License-Identifier: EUPL-1.2
"""Local dates, working days and months, by the dates of the seven stories and by `holidays` as an oracle."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.domain.calendar import (
    AMSTERDAM,
    add_months,
    add_weeks_local,
    at_local,
    is_working_day,
    local_date,
    next_working_day_on_or_after,
    working_days_after,
)

DAYS = st.dates(date(2014, 1, 1), date(2100, 12, 31))
MOMENTS = st.datetimes(datetime(2014, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_working_days_agree_with_the_oracle() -> None:
    """S8, S11, S13: every day of 2014-2040; the oracle keeps 5 May under "optional" outside lustrum years."""
    oracle = holidays.country_holidays("NL", years=range(2014, 2041), categories=("public", "optional"))
    day, wrong = date(2014, 1, 1), []
    while day < date(2041, 1, 1):
        if is_working_day(day) is not (day.weekday() < 5 and day not in oracle):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize("year", range(2014, 2041))
def test_liberation_day_is_never_a_working_day(year: int) -> None:
    """5 May counts every year, not only in lustrum years."""
    assert not is_working_day(date(year, 5, 5))


@pytest.mark.parametrize(
    ("held", "proposed"),
    [
        ("2025-03-26", "2025-06-04"),  # Story 1.5
        ("2025-06-04", "2025-08-13"),  # 1.6
        ("2025-08-13", "2025-10-22"),
        ("2025-02-10", "2025-04-22"),  # 6.1: tweede paasdag
        ("2025-04-22", "2025-07-01"),  # 6.2
        ("2025-07-22", "2025-09-30"),  # 6.4
        ("2025-10-16", "2025-12-29"),  # both Christmas days, then a weekend
        ("2026-01-23", "2026-04-07"),  # 6.6: Goede Vrijdag, weekend, tweede paasdag
        ("2026-02-16", "2026-04-28"),  # Koningsdag
        ("2026-03-05", "2026-05-15"),  # Hemelvaartsdag
        ("2025-03-31", "2025-06-10"),  # tweede pinksterdag
        ("2025-01-20", "2025-03-31"),  # 7.1
    ],
)
def test_ten_weeks_on_the_wall_then_a_working_day(held: str, proposed: str) -> None:
    """S13: ten weeks after 10:00 local is 10:00 local, on the first working day from then."""
    moment = add_weeks_local(at_local(date.fromisoformat(held), time(10)), 10)
    day = next_working_day_on_or_after(local_date(moment))
    assert (day, moment.astimezone(AMSTERDAM).time()) == (date.fromisoformat(proposed), time(10))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2025-06-03", 5, "2025-06-11"),  # Story 4.2: Pinksteren
        ("2025-05-01", 5, "2025-05-09"),  # 5.1: 5 May
        ("2025-07-07", 5, "2025-07-14"),  # 6.3
        ("2025-12-24", 1, "2025-12-29"),
        ("2025-12-27", 1, "2025-12-29"),  # from a Saturday
        ("2025-06-03", 0, "2025-06-03"),
    ],
)
def test_counted_working_days(start: str, count: int, end: str) -> None:
    """S8, S11, D3: the day itself does not count."""
    assert working_days_after(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_working_days_are_counted_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        working_days_after(date(2025, 1, 1), -1)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2025-03-20", 6, "2025-09-20"),  # Story 1.4
        ("2024-11-30", 6, "2025-05-30"),  # 7.1
        ("2025-03-03", 60, "2030-03-03"),  # 1.9
        ("2024-11-14", 60, "2029-11-14"),  # 7.1
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-01-15", -13, "2023-12-15"),
    ],
)
def test_calendar_months(day: str, months: int, then: str) -> None:
    """S14, L8: six months and five years by the calendar; a shorter month ends earlier."""
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_the_clock_starts_at_local_midnight() -> None:
    """S14: an incident of 20 March 21:30, seen as 20:30 UTC, gives 20 September 00:00 local."""
    incident = local_date(datetime(2025, 3, 20, 20, 30, tzinfo=UTC))
    assert at_local(add_months(incident, 6)) == datetime(2025, 9, 19, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-09-30T21:59:59.999+00:00", "2025-09-30"),  # Story 3.1
        ("2025-09-30T22:00:00+00:00", "2025-10-01"),
        ("2024-12-31T22:59:59+00:00", "2024-12-31"),  # 3.6
        ("2024-12-31T23:00:00+00:00", "2025-01-01"),
        ("2025-10-01T00:30:00+03:00", "2025-09-30"),
    ],
)
def test_the_local_date(moment: str, day: str) -> None:
    """S6, S7: the year and the window go by the date in Amsterdam."""
    assert local_date(datetime.fromisoformat(moment)) == date.fromisoformat(day)


def test_window_edges_in_utc() -> None:
    """S7: [2025-01-01, 2025-10-01) local."""
    assert at_local(date(2025, 1, 1)) == datetime(2024, 12, 31, 23, tzinfo=UTC)
    assert at_local(date(2025, 10, 1)) == datetime(2025, 9, 30, 22, tzinfo=UTC)


def test_skipped_and_doubled_times() -> None:
    """A skipped time moves on an hour; a doubled one is the first."""
    assert at_local(date(2025, 3, 30), time(2, 30)) == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)
    assert at_local(date(2025, 10, 26), time(2, 30)) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert at_local(date(2025, 10, 26), time(2, 30, fold=1)) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


def test_a_moment_needs_a_zone_and_a_local_time_has_none() -> None:
    with pytest.raises(ValueError, match="zone"):
        local_date(datetime(2025, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        add_weeks_local(datetime(2025, 1, 1), 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        at_local(date(2025, 1, 1), time(0, tzinfo=UTC))


@given(MOMENTS, st.integers(-200, 200))
def test_weeks_keep_weekday_and_time(moment: datetime, weeks: int) -> None:
    """S13: the time on the wall stays, but for the one hour that the clocks skip."""
    before, after = moment.astimezone(AMSTERDAM), add_weeks_local(moment, weeks).astimezone(AMSTERDAM)
    assert (after.date() - before.date()).days == weeks * 7
    assert after.time() == before.time() or (after.month, after.hour) == (3, 3)


@given(DAYS, st.integers(1, 40))
def test_counting_agrees_with_counting(day: date, count: int) -> None:
    """The n-th working day after a day has exactly n working days up to it."""
    end = working_days_after(day, count)
    span = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, span)) == count


@dataclass(frozen=True)
class Rule:
    bevrijdingsdag: str = "elk-jaar"
    extra: tuple[date, ...] = ()


@pytest.mark.parametrize(
    ("rule", "day", "working"),
    [
        (Rule("elk-jaar"), date(2026, 5, 5), False),
        (Rule("lustrum"), date(2026, 5, 5), True),
        (Rule("lustrum"), date(2025, 5, 5), False),
        (Rule("nooit"), date(2025, 5, 5), True),
        (Rule("nooit"), date(2016, 5, 5), False),  # Hemelvaartsdag as well
        (Rule(extra=(date(2026, 5, 15),)), date(2026, 5, 15), False),
        (Rule(), date(2026, 5, 15), True),
    ],
)
def test_the_configuration_says_which_days_are_holidays_where_the_law_leaves_it(
    rule: Rule, day: date, working: bool
) -> None:
    """D3 S10 S13: 5 May every year by the law; an organisation may close on days of its own."""
    assert is_working_day(day, rule) is working
    expected = day if working else next_working_day_on_or_after(day + timedelta(days=1), rule)
    assert working_days_after(day - timedelta(days=1), 1, rule) == expected

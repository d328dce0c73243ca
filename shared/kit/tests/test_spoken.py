# SPDX-License-Identifier: EUPL-1.2
"""Days as people say and write them: read as they are meant, said so that they are read back the same."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from zvhh_kit.domain.spoken import (
    day_in_words,
    moment_in_words,
    read_day,
    read_day_and_time,
    spoken_day,
)

TODAY = date(2025, 8, 27)  # a Wednesday


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("vandaag", date(2025, 8, 27)),
        (" Gisteren ", date(2025, 8, 26)),
        ("eergisteren", date(2025, 8, 25)),
        ("overmorgen", date(2025, 8, 29)),
        ("over 2 weken", date(2025, 9, 10)),
        ("over drie dagen", date(2025, 8, 30)),
        ("over een maand", date(2025, 9, 27)),
        ("2 weken geleden", date(2025, 8, 13)),
        ("één dag geleden", date(2025, 8, 26)),
        ("12 maart", date(2025, 3, 12)),
        ("12 mrt. 2024", date(2024, 3, 12)),
        ("30 augustus", date(2025, 8, 30)),
        ("1 jan", date(2026, 1, 1)),
        ("12-3", date(2025, 3, 12)),
        ("12/3/24", date(2024, 3, 12)),
        ("12-03-2025", date(2025, 3, 12)),
        ("2025-03-12", date(2025, 3, 12)),
        ("wo 12 maart 2025", date(2025, 3, 12)),
        ("woensdag 12 maart", date(2025, 3, 12)),
        ("afgelopen maandag", date(2025, 8, 25)),
        ("vorige woensdag", date(2025, 8, 20)),
        ("komende woensdag", date(2025, 9, 3)),
        ("volgende vrijdag", date(2025, 8, 29)),
    ],
)
def test_a_day_is_read_as_it_is_meant(said: str, meant: date) -> None:
    """Without a year the nearest one."""
    assert read_day(said, TODAY) == meant


@pytest.mark.parametrize(
    "said",
    ["", "maandag", "31 juni", "30-2", "12 foo", "over een tijdje", "12", "99999 dagen geleden", "over 0x1 dagen"],
)
def test_what_is_no_day_is_not_guessed(said: str) -> None:
    """Also a bare weekday: it could be either side."""
    assert read_day(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("gisteren 21:30", (date(2025, 8, 26), time(21, 30))),
        ("gisteren om 21.30 uur", (date(2025, 8, 26), time(21, 30))),
        ("12 maart 9 uur", (date(2025, 3, 12), time(9))),
        ("12 maart, 14:00", (date(2025, 3, 12), time(14))),
        ("12 maart", (date(2025, 3, 12), None)),
        ("12 maart 25:00", (date(2025, 3, 12), None)),
        ("21:30", (None, time(21, 30))),
        ("ooit 21:30", (None, time(21, 30))),
    ],
)
def test_day_and_time_are_read_apart(said: str, meant: tuple[date | None, time | None]) -> None:
    """Whoever asks says what is missing."""
    assert read_day_and_time(said, TODAY) == meant


def test_what_is_said_is_read_back() -> None:
    """Every day of two years, in both ways of saying it."""
    for days in range(-360, 360):
        day = TODAY + timedelta(days=days)
        assert read_day(day_in_words(day), TODAY) == day
        if day.year != TODAY.year or abs(days) < 180:
            assert read_day(spoken_day(day, TODAY), TODAY) == day


def test_a_moment_is_said_by_the_clock_on_the_wall() -> None:
    """An instant of UTC, half an hour before midnight there, is tomorrow here."""
    assert moment_in_words(datetime(2025, 8, 25, 22, 30, tzinfo=UTC), TODAY) == "gisteren 00:30 uur"
    assert moment_in_words(datetime(2025, 3, 3, 11, 0, tzinfo=UTC), TODAY) == "ma 3 maart 12:00 uur"
    assert spoken_day(date(2024, 3, 3), TODAY) == "zo 3 maart 2024"

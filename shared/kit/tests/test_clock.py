# SPDX-License-Identifier: EUPL-1.2
"""The domain's clock: real, and simulated by a journal that several processes read."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import time_machine

from zvhh_kit.process.clock import JournalClock, SystemClock, append

REAL = datetime(2026, 1, 1, 12, tzinfo=UTC)
STORY = datetime(2025, 3, 3, 9, tzinfo=UTC)


def test_the_system_clock_is_utc_in_whole_milliseconds() -> None:
    """Hole 26: MongoDB keeps milliseconds; a finer `now` would never equal the reminder that was stored."""
    with time_machine.travel(REAL + timedelta(microseconds=1999), tick=False):
        assert SystemClock().now() == REAL + timedelta(milliseconds=1)
    at = SystemClock().at(datetime(2026, 1, 1, 13, tzinfo=timezone(timedelta(hours=1))))
    assert at == REAL
    assert at.tzinfo is UTC


def test_without_a_journal_the_time_is_real(tmp_path: Path) -> None:
    """Before the first line nothing is simulated."""
    clock = JournalClock(tmp_path / "none")
    assert clock.at(REAL) == REAL


def test_time_runs_on_from_a_line_or_stands_still(tmp_path: Path) -> None:
    """A running line moves with real time, a frozen one does not."""
    journal = tmp_path / "journal"
    with time_machine.travel(REAL, tick=False) as real:
        append(journal, STORY)
        clock = JournalClock(journal)
        assert clock.now() == STORY
        real.shift(90)
        assert clock.now() == STORY + timedelta(seconds=90)
        append(journal, STORY + timedelta(days=1), "frozen")
        real.shift(90)
        assert clock.now() == STORY + timedelta(days=1)


def test_an_instant_keeps_the_time_that_it_had(tmp_path: Path) -> None:
    """S7: a broker's append time is translated by the line in force at its moment, however late it is read."""
    journal = tmp_path / "journal"
    with time_machine.travel(REAL, tick=False) as real:
        append(journal, STORY)
        real.shift(60)
        append(journal, STORY + timedelta(days=200))
        real.shift(60)
    clock = JournalClock(journal)
    assert clock.at(REAL + timedelta(seconds=30)) == STORY + timedelta(seconds=30)
    assert clock.at(REAL + timedelta(seconds=60)) == STORY + timedelta(days=200)
    assert clock.at(REAL - timedelta(seconds=1)) == REAL - timedelta(seconds=1)


def test_a_line_is_seen_by_every_process_and_half_a_line_by_none(tmp_path: Path) -> None:
    """Each process has a clock of its own on the same file."""
    journal = tmp_path / "journal"
    with time_machine.travel(REAL, tick=False):
        append(journal, STORY, "frozen")
        clock = JournalClock(journal)
        assert clock.now() == STORY
        later = f"{REAL.isoformat()} {(STORY + timedelta(days=5)).isoformat()} frozen\n"
        with journal.open("a") as file:
            file.write(later[:30])
            file.flush()
            assert clock.now() == STORY
            file.write(later[30:])
            file.flush()
            assert clock.now() == STORY + timedelta(days=5)


def test_time_never_goes_back(tmp_path: Path) -> None:
    """Documents and reminders would not follow."""
    journal = tmp_path / "journal"
    append(journal, STORY + timedelta(days=1), "frozen")
    with pytest.raises(ValueError, match="never goes back"):
        append(journal, STORY)
    assert JournalClock(journal).now() == STORY + timedelta(days=1)


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "2025-01-01T00:00:00 2025-01-01T00:00:00+00:00 running",
        "2025-01-01T00:00:00Z 2025-01-01T00:00:00Z fast",
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    """A journal that can't be read must not silently be real time."""
    journal = tmp_path / "journal"
    journal.write_text(f"2025-01-01T00:00:00Z 2025-01-01T00:00:00Z running\n{line}\n")
    with pytest.raises(ValueError, match="line 2"):
        JournalClock(journal).now()

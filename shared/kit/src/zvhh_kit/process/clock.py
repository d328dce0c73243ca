# SPDX-License-Identifier: EUPL-1.2
"""What time it is for the domain: the real time, or a simulated one that every process of a local system shares.

For: `now` of a decision, the moment of receipt, a broker's append time (`at`).
Not for: the age of an outbox, backoff, sessions and tokens: those are real time, always.
"""

import os
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol

from zvhh_kit.process.times import in_millis

__all__ = ["Clock", "JournalClock", "SystemClock", "append"]

State = Literal["running", "frozen"]


class Clock(Protocol):
    """Tells the time of the domain: aware, UTC, cut to milliseconds (MongoDB keeps no more)."""

    def now(self) -> datetime:
        """The time now."""
        ...

    def at(self, real: datetime) -> datetime:
        """The time that it was at a real instant (aware), e.g. when a broker appended a record."""
        ...


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """The time now."""
        return in_millis(datetime.now(UTC))

    def at(self, real: datetime) -> datetime:
        """The same instant, in UTC."""
        return in_millis(real)


@dataclass(frozen=True, slots=True)
class _Line:
    real: datetime
    simulated: datetime
    state: State

    def at(self, real: datetime) -> datetime:
        return self.simulated + (real - self.real) if self.state == "running" else self.simulated


class JournalClock:
    """A simulated time, read from a journal that is only ever appended to (`append`); for local mode only.

    Each line holds from its real instant on, so an earlier instant keeps the time that it had, whenever it is asked.
    Before the first line, and without a journal, the time is the real one. A line that is still being written waits.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = -1
        self._lines: list[_Line] = []

    def now(self) -> datetime:
        """The time now."""
        return self.at(datetime.now(UTC))

    def at(self, real: datetime) -> datetime:
        """The time that it was at the real instant, by the line in force then. Raises ValueError for a broken journal."""
        self._read()
        before = bisect_right(self._lines, real, key=lambda line: line.real)
        return in_millis(self._lines[before - 1].at(real) if before else real)

    def _read(self) -> None:
        try:
            size = os.stat(self._path).st_size  # noqa: PTH116 - a third of the time of Path.stat, at every message
        except FileNotFoundError:
            size = 0
        if size != self._size:
            self._lines = _lines(self._path) if size else []
            self._size = size


def _lines(path: Path) -> list[_Line]:
    whole, _, _half = path.read_text("ascii").rpartition("\n")
    return [_line(number, text) for number, text in enumerate(whole.splitlines(), start=1) if text.strip()]


def _line(number: int, text: str) -> _Line:
    try:
        real, simulated, state = text.split()
        line = _Line(
            datetime.fromisoformat(real),
            datetime.fromisoformat(simulated),
            "frozen" if state == "frozen" else "running",
        )
        aware = line.real.tzinfo is not None and line.simulated.tzinfo is not None
    except ValueError:
        aware = False
    if not aware or state not in {"running", "frozen"}:
        raise ValueError(f"clock journal, line {number}: expected <real> <simulated> running|frozen, with time zones")
    return line


def append(path: Path, simulated: datetime, state: State = "running") -> datetime:
    """From now on it is `simulated` (aware), and time runs or stands still. Returns what the clock then says.

    One writer at a time. Raises ValueError when time would go back: documents and reminders would not follow.
    """
    current = JournalClock(path).now() if path.exists() and path.stat().st_size else None
    if current is not None and in_millis(simulated) < current:
        raise ValueError("the simulated clock never goes back")
    line = f"{datetime.now(UTC).isoformat()} {simulated.astimezone(UTC).isoformat()} {state}\n"
    with path.open("a", encoding="ascii") as journal:
        journal.write(line)
        journal.flush()
        os.fsync(journal.fileno())
    return JournalClock(path).now()

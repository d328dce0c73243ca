# SPDX-License-Identifier: EUPL-1.2
"""What people type, read as the JSON that the API takes. Pure: what day it is comes in.

For: the `read` of a field. Not for: dates in words themselves; those are `zvhh_kit.domain.spoken`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.spoken import read_day_and_time

__all__ = ["Reader", "Unreadable", "as_typed", "day_and_time", "yes_or_no"]

Reader = Callable[[str, date], Any]
"""(what was typed, the local day) → JSON. Raises Unreadable."""

_YES_NO: Mapping[str, bool] = {"ja": True, "nee": False}


class Unreadable(Exception):
    """What was typed can't be read; `text` says to a person what can."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def as_typed(typed: str, _: date) -> str:
    """Text, or one of a list; what may stand there is for the command to say."""
    return typed


def yes_or_no(typed: str, _: date) -> bool:
    """Of two radio buttons."""
    if typed not in _YES_NO:
        raise Unreadable("Kies ja of nee.")
    return _YES_NO[typed]


def day_and_time(typed: str, today: date) -> str:
    """A moment in words as an instant with its offset."""
    day, time = read_day_and_time(typed, today)
    if day is None:
        raise Unreadable("Deze datum kunnen wij niet lezen. Schrijf bijvoorbeeld: gisteren 21:30, of 12 maart 14:00.")
    if time is None:
        raise Unreadable("Schrijf er ook bij hoe laat het was, bijvoorbeeld: gisteren 21:30. Ongeveer is genoeg.")
    return at_local(day, time).isoformat()

# SPDX-License-Identifier: EUPL-1.2
"""Trainings of the pilot, as a count per partner and date: how many people of a partner were trained on a day (S17b).

A document of its own for each partner and day; a later count replaces it and the earlier ones are kept.
Not for: who was trained; no persons are asked for.
"""

import re
from datetime import date

from pydantic import AwareDatetime

from zvhh_contracts.event import Oin, Persoon
from zvhh_meetings.domain.parts.deel import Deel

TRAINING = "training"
"""The kind of document."""
_SUBJECT = re.compile(r"training-[0-9]{20}-[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Telling(Deel):
    """A count, by whom and when it was recorded."""

    aantal: int
    door: Persoon
    op: AwareDatetime


class Training(Deel):
    """How many people of a partner were trained on a local day; the last count is in force."""

    oin: Oin
    datum: date
    aantal: int
    tellingen: tuple[Telling, ...]


def is_training(subject: str) -> bool:
    """Whether a subject is the id of a partner's training on a day."""
    return _SUBJECT.fullmatch(subject) is not None


def training_id(oin: str, datum: date) -> str:
    """The id of the document of this partner and day."""
    return f"training-{oin}-{datum.isoformat()}"

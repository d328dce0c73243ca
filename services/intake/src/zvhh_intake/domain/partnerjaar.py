# SPDX-License-Identifier: EUPL-1.2
"""The document `Partnerjaar`: what one partner answered about one year, whether taking part in its zaken was useful (L10).

For: its id, and the task to answer. Not for: whether a partner had zaken in that year; the border looks.
"""

import re
from datetime import date, datetime
from typing import Literal

from zvhh_contracts.taken import Taak
from zvhh_intake.domain.parts.deel import Deel
from zvhh_kit.domain.decision import Sealed

PARTNERJAAR = "partnerjaar"
"""The kind of document."""

_SUBJECT = re.compile(r"partner-[0-9]{20}-[0-9]{4}")


class Partnerjaar(Deel):
    """What a partner answered about one year."""

    oin: str
    jaar: int
    nuttig: Literal["ja", "deels", "nee"]
    toelichting: Sealed[str] | None = None
    op: datetime
    door: str


def is_partnerjaar(subject: str) -> bool:
    """Whether a subject is the id of a partner's year."""
    return _SUBJECT.fullmatch(subject) is not None


def partnerjaar_id(oin: str, jaar: int) -> str:
    """The id of the document of this partner and year."""
    return f"partner-{oin}-{jaar}"


_MAAND = 12
"""The question about a year is asked from the first day of this month of it."""


def delen_van(subject: str) -> tuple[str, int]:
    """Partner and year of such an id."""
    _, oin, jaar = subject.split("-")
    return oin, int(jaar)


def gevraagd_jaar(dag: date) -> int:
    """The year about which is asked on a local day: this one from 1 December, else the one before."""
    return dag.year if dag.month >= _MAAND else dag.year - 1


def jaartaak(oin: str, jaar: int) -> Taak:
    """The task of the partner: answer by the end of January."""
    return Taak(code="jaarlijkse-vraag", voor="melder", oin=oin, uiterlijk=date(jaar + 1, 1, 31))

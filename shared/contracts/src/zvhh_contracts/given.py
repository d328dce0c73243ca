# SPDX-License-Identifier: EUPL-1.2
"""What people and their systems may give: one type for a day, one for a moment, one for a line and one for a text.

For: every body, query, partner's record and the configuration file. Not for: events and views, which say what is known.
What was kept before one of these became stricter is still read: validated with `{"kept": True}` as its context it
passes as it is (the kit does so for documents). A Python date is ours and passes too; what is written out is judged.
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

__all__ = ["FIRST_YEAR", "LAST_YEAR", "LINE", "TEXT", "Day", "LocalMoment", "Moment"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The calendar that terms are counted in; nobody who is reported was born before it."""

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?",
    re.IGNORECASE,
)
_NO_DAY = ("geen-datum", "Dit moet een datum zijn: jjjj-mm-dd.")
_NO_MOMENT = ("geen-tijdstip", "Dit moet een tijdstip met tijdzone zijn, zoals 2025-03-03T10:00:00+01:00.")
_NO_ZONE = ("geen-tijdzone", "Bij dit tijdstip ontbreekt de tijdzone.")
_BEYOND = ("buiten-kalender", f"Dit moet liggen in de jaren {FIRST_YEAR} tot en met {LAST_YEAR}.")
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their kind that show nothing."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _kept(info: ValidationInfo) -> bool:
    return info.context is not None and info.context.get("kept") is True


def _fault(fault: tuple[str, str], **context: Any) -> PydanticCustomError:
    code, text = fault
    return PydanticCustomError(code, text, context or None)


def _day(given: Any, info: ValidationInfo) -> Any:
    if _kept(info) or (isinstance(given, date) and not isinstance(given, datetime)):
        return given
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise _fault(_NO_DAY)
    try:
        found = date.fromisoformat(given)
    except ValueError:
        raise _fault(_NO_DAY) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _fault(_BEYOND)
    return found


def _moment(given: Any, info: ValidationInfo) -> Any:
    if _kept(info) or isinstance(given, datetime):
        return given
    written = _MOMENT.fullmatch(given) if isinstance(given, str) else None
    if written is None:
        raise _fault(_NO_MOMENT)
    if written["zone"] is None:
        raise _fault(_NO_ZONE)
    try:
        found = datetime.fromisoformat(given.upper())
    except ValueError:
        raise _fault(_NO_MOMENT) from None
    # the year as written first: beside the ends of the calendar a moment has no UTC
    if not FIRST_YEAR <= found.year <= LAST_YEAR or not FIRST_YEAR <= found.astimezone(UTC).year <= LAST_YEAR:
        raise _fault(_BEYOND)
    return found


def _utc_in_ms(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


Day = Annotated[date, BeforeValidator(_day)]
"""A local day, written `jjjj-mm-dd` and no other way: a number would be read as seconds since 1970."""

LocalMoment = Annotated[AwareDatetime, BeforeValidator(_moment)]
"""An instant by RFC 3339, with the offset that it was written with."""

Moment = Annotated[LocalMoment, AfterValidator(_utc_in_ms)]
"""The same as it is kept: UTC, cut to milliseconds."""


def _line(given: Any, info: ValidationInfo) -> Any:
    return given if _kept(info) or not isinstance(given, str) else _readable(given, "")


def _text(given: Any, info: ValidationInfo) -> Any:
    if _kept(info) or not isinstance(given, str):
        return given
    plain = given.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")  # as forms and spreadsheets give them
    return _readable(plain, "\n")


def _readable(words: str, allowed: str) -> str:
    """The words. Raises for a character that nobody sees, and where none can be seen; blank may be."""
    for number, character in enumerate(words, start=1):
        if character not in allowed and unicodedata.category(character) in _UNSEEN:
            if character in "\r\n\u2028\u2029":
                raise _fault(("meer-regels", "Dit moet één regel zijn."))
            text = "Teken {nummer} van deze tekst is een onzichtbaar teken. Haal het weg."
            raise _fault(("onzichtbaar-teken", text), nummer=number)
    if words.strip() and not any(unicodedata.category(one)[0] in "LNPS" and one not in _BLANK for one in words):
        raise _fault(("niets-te-lezen", "Hier staat niets dat te lezen is."))
    return words


LINE = BeforeValidator(_line)
"""In `Annotated[str, …, LINE]`: one line of text for people: no control or format character in it, and something to be
seen, unless it is blank: whether it may be is for the model to say."""

TEXT = BeforeValidator(_text)
"""In `Annotated[str, …, TEXT]`: the same over several lines."""

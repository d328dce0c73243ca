# SPDX-License-Identifier: EUPL-1.2
"""What people and their systems may give: one type each for a day, a partly known day, a moment, a moment or day, a line, a text, a name,
an e-mail address, a telephone number, a BSN and a reference.

For: every body, query, partner's record, operator's command and the configuration file. Not for: events and views, which
say what is known.
What was kept before one of these became stricter is still read: validated with `{"kept": True}` as its context it
passes as it is (the kit does so for documents). A Python date is ours and passes too; what is written out is judged.
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

__all__ = [
    "BSN",
    "EMAIL",
    "FIRST_YEAR",
    "LAST_YEAR",
    "LINE",
    "NAME",
    "OF_TEXT",
    "PART_DAY",
    "PHONE",
    "REFERENCE",
    "TEXT",
    "Bsn",
    "Day",
    "Email",
    "LocalMoment",
    "Moment",
    "MomentOrDay",
    "Name",
    "PartDay",
    "Phone",
    "Reference",
    "could_be_bsn",
    "valid_bsn",
]

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
_PART = re.compile(r"([0-9]{4})(-(0[1-9]|1[0-2]))?")
_NO_PART = ("geen-deel-datum", "Dit moet een jaar zijn, of een jaar en een maand: jjjj of jjjj-mm.")
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


def _moment_or_day(given: Any, info: ValidationInfo) -> Any:
    if isinstance(given, str) and _DAY.fullmatch(given):
        return _day(given, info)
    return given if isinstance(given, date) else _moment(given, info)


def _utc_in_ms(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


Day = Annotated[date, BeforeValidator(_day)]
"""A local day, written `jjjj-mm-dd` and no other way: a number would be read as seconds since 1970."""

LocalMoment = Annotated[AwareDatetime, BeforeValidator(_moment)]
"""An instant by RFC 3339, with the offset that it was written with."""

Moment = Annotated[LocalMoment, AfterValidator(_utc_in_ms)]
"""The same as it is kept: UTC, cut to milliseconds."""

MomentOrDay = Annotated[Annotated[AwareDatetime, AfterValidator(_utc_in_ms)] | date, BeforeValidator(_moment_or_day)]
"""A moment, or only its local day where nobody knows the time: written as one of the two, and kept as it was given."""


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


def _part_day(given: str, info: ValidationInfo) -> str:
    if _kept(info):
        return given
    written = _PART.fullmatch(given)
    if written is None:
        raise _fault(_NO_PART)
    if not FIRST_YEAR <= int(written[1]) <= LAST_YEAR:
        raise _fault(_BEYOND)
    return given


PART_DAY = AfterValidator(_part_day)
PartDay = Annotated[str, LINE, PART_DAY, Field(json_schema_extra={"pattern": "^[0-9]{4}(-(0[1-9]|1[0-2]))?$"})]
"""A day of which only the year is known, or year and month: `jjjj` or `jjjj-mm`. Never a whole day: that is `Day`."""

# --- people ----------------------------------------------------------------------------------------------------------

_NO_NAME = ("geen-naam", "Dit is geen naam. Is de naam niet bekend? Schrijf dan 'onbekend'.")
_NO_EMAIL = ("geen-email", "Dit is geen e-mailadres. Schrijf het zoals naam@organisatie.nl.")
_NO_PHONE = (
    "geen-telefoonnummer",
    "Dit is geen telefoonnummer. Schrijf het zoals 06 12345678, of uit een ander land +32 2 555 12 12, zonder tekst erbij.",
)
_NO_BSN = ("bsn-ongeldig", "Dit BSN klopt niet. Controleer de 9 cijfers of laat het leeg.")
_IS_BSN = ("referentie-is-bsn", "Deze referentie kan een BSN zijn. Gebruik een nummer dat niemand aanwijst.")
_PHONE = re.compile(
    r"(?P<number>[0-9+()./ \u00a0\u2010-\u2013-]+)(?:,? ?(?:toestel|tst|ext)\.? ?[0-9]{1,7})?", re.IGNORECASE
)
_HERE = "NL"
_DUTCH, _DUTCH_DIGITS = 31, 9
_DUTCH_AS_DIALLED = re.compile(r"0[1-9][0-9]{8}")


def _name(given: str, info: ValidationInfo) -> str:
    """Digits alone are something else, a BSN perhaps. A mere sign is let pass: some write `?` for who is not known."""
    kinds = {unicodedata.category(one)[0] for one in given}
    if not _kept(info) and "N" in kinds and "L" not in kinds:
        raise _fault(_NO_NAME)
    return given


def _email(given: str, info: ValidationInfo) -> str:
    if _kept(info) or not given.strip():
        return given
    try:
        validate_email(given.strip(), check_deliverability=False)  # nobody is asked: it is a guess at who exists
    except EmailNotValidError:
        raise _fault(_NO_EMAIL) from None
    return given.strip()


def _phone(given: str, info: ValidationInfo) -> str:
    if _kept(info) or not given.strip():
        return given
    written = _PHONE.fullmatch(given.strip())
    if written is None or not _can_be_called(written["number"]):
        raise _fault(_NO_PHONE)
    return given.strip()


def _can_be_called(number: str) -> bool:
    """Whether the numbering plan has it; or in the Netherlands has as many digits as every number of a person has there:
    a range that was opened after the library was made must hold up no report."""
    if _DUTCH_AS_DIALLED.fullmatch(re.sub(r"[^0-9+]", "", number)):
        return True  # as nearly all are written; the library is asked about the others
    try:
        read = phonenumbers.parse(number, _HERE)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(read):
        return True
    digits = str(read.national_number)
    if read.country_code == _DUTCH:
        return len(digits) == _DUTCH_DIGITS
    return phonenumbers.is_possible_number(read)


def _bsn(given: str, info: ValidationInfo) -> str:
    if not _kept(info) and not valid_bsn(given):
        raise _fault(_NO_BSN)
    return given


def valid_bsn(given: str) -> bool:
    """Whether a BSN can exist: nine digits, not all zeros, 11-proof (L2)."""
    if re.fullmatch(r"[0-9]{9}", given) is None or given == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, given, strict=True)) % 11 == 0


def could_be_bsn(reference: str) -> bool:
    """Whether a reference says nothing but a BSN, however it is cut up or named (L2): it stands in clear for long."""
    words = re.findall(r"[A-Za-z]+", reference)
    return [word.lower() for word in words] in ([], ["bsn"]) and valid_bsn(re.sub(r"[^0-9]", "", reference))


def _reference(given: str, info: ValidationInfo) -> str:
    if not _kept(info) and could_be_bsn(given):
        raise _fault(_IS_BSN)
    return given


OF_TEXT: Final = frozenset(
    ["onzichtbaar-teken", "meer-regels", "niets-te-lezen"]
    + [code for code, _ in (_NO_NAME, _NO_EMAIL, _NO_PHONE, _NO_BSN, _IS_BSN)]
)
"""The codes of what is wrong with a text that is a text all the same: what depends on it being there can be judged."""

NAME, EMAIL, PHONE = AfterValidator(_name), AfterValidator(_email), AfterValidator(_phone)
"""Beside `LINE`; blank passes: whether it may be is for the model to say. Kept as it was typed, without spaces around it."""
BSN, REFERENCE = AfterValidator(_bsn), AfterValidator(_reference)

Name = Annotated[str, StringConstraints(max_length=200), LINE, NAME]
"""Of a person or an organisation, in any script; no number."""

Email = Annotated[str, StringConstraints(max_length=200), LINE, EMAIL, Field(json_schema_extra={"format": "email"})]
"""To which a mail can be addressed; whether it arrives nobody knows."""

Phone = Annotated[str, StringConstraints(max_length=200), LINE, PHONE]
"""As it is dialled in the Netherlands, or with + and the country; with an extension where there is one."""

Bsn = Annotated[str, StringConstraints(max_length=200), LINE, BSN, Field(json_schema_extra={"pattern": "^[0-9]{9}$"})]
"""Burgerservicenummer."""

Reference = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,128}$"), REFERENCE]
"""What a partner calls something by: visible characters, never a BSN, for it stands in clear."""

# SPDX-License-Identifier: EUPL-1.2
"""What people may give: telephone numbers, e-mail addresses, names, partly known days, BSNs and references, one by one.

Not for: that every model uses them (`tests/contract/test_given.py`).
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from zvhh_contracts.given import Bsn, Email, MomentOrDay, Name, PartDay, Phone, Reference, could_be_bsn, valid_bsn

KEPT = {"kept": True}
CODES = {
    Bsn: "bsn-ongeldig",
    Email: "geen-email",
    Name: "geen-naam",
    PartDay: "geen-deel-datum",
    Phone: "geen-telefoonnummer",
    Reference: "referentie-is-bsn",
}
GOOD: dict[Any, tuple[str, ...]] = {
    Phone: (
        *(
            "06-12345678",
            "0612345678",
            "06 1234 5678",
            "06.12.34.56.78",
            "(070) 757 09 00",
            "070-7570900",
            "+31612345678",
        ),
        *("+31 (0)6 12345678", "0031 70 7570900", "0900-8844", "0800-2000", "14070", "14 070", "088-1234567"),
        *(
            "030-1234567 toestel 12",
            "030-1234567, tst. 12",
            "030-1234567 ext 12",
            "06\u201012345678",
            "06\u00a012345678",
        ),
        *("+32 2 555 12 12", "+49 30 12345678", "+90 532 123 45 67", "06-00000001", "070-0000001"),
    ),
    Email: (
        "vera@partner.example",
        "j.o'neill+zv@politie.example",
        "zo\u00eb@partner.example",
        "a@b\u00fccher.example",
    ),
    Name: ("Anna Fictief", "\u738b", "\u0623\u062d\u0645\u062f", "O'Neill-d\u2019Hont", "N.N.", "?", "-", "Jan 2"),
    PartDay: ("1985", "1985-03", "1900", "2199-12"),
    Bsn: ("999990019", "999990020"),
    Reference: ("ref-1", "2025/000123", "ZV-7K4M-9QXT", "999990018", "12345678", "M999990019", "1" * 128),
}
BAD: dict[Any, tuple[str, ...]] = {
    Phone: (
        *("-", "06", "06-1", "06-1234567", "06-123456789", "070", "1234", "000000000", "06-12345678 (na 18u)", "geen"),
        *("06-12345678 of 030-1234567", "06-12345678/030-1234567", "+999 12345678", "0800-FLOWERS", "toestel 12"),
        "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
    ),
    Email: (
        *("geen-adres", "@", "a@", "@b.example", "a@b", "a b@c.example", "Vera <vera@b.example>", "a@b..example"),
        *(
            "vera@localhost",
            "x@[127.0.0.1]",
            "a@b.example,c@d.example",
            "a@b.test",
            "mailto:a@b.example",
            "a@b_c.example",
        ),
    ),
    Name: ("999990019", "0612345678", "20131200", "3", "\u0663", "06-12345678"),
    PartDay: ("85", "1985-3", "1985-13", "1985-00", "1985-03-01", "198503", "1985-", "maart 1985", "\u0661985", "-"),
    Bsn: ("999990018", "000000000", "99999001", "9999900190", "9999.90.019", "\uff19" * 9, "-"),
    Reference: (
        "999990019",
        "9999.90.019",
        "999-990-019",
        "999/990/019",
        "999_990_020",
        "BSN999990019",
        "bsn:999990019",
    ),
}


def _code(kind: Any, given_: str, **more: Any) -> str:
    try:
        TypeAdapter(kind).validate_python(given_, **more)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return ""


@pytest.mark.parametrize(("kind", "given_"), [(kind, one) for kind, all_ in GOOD.items() for one in all_])
def test_what_is_right_is_kept_as_it_was_typed(kind: Any, given_: str) -> None:
    """L2: nothing is made of it but that spaces around it go."""
    assert TypeAdapter(kind).validate_python(given_) == given_
    if kind in (Email, Phone):
        assert TypeAdapter(kind).validate_python(f" {given_} ") == given_


@pytest.mark.parametrize(("kind", "given_"), [(kind, one) for kind, all_ in BAD.items() for one in all_])
def test_what_can_not_be_is_refused_with_a_code_of_its_own(kind: Any, given_: str) -> None:
    """L2: and what was kept before is read as it is."""
    assert _code(kind, given_) == CODES[kind]
    assert TypeAdapter(kind).validate_python(given_, context=KEPT) == given_


@pytest.mark.parametrize("year", ["1899", "0085", "2200", "9999-01"])
def test_a_partly_known_day_lies_in_the_calendar_of_days(year: str) -> None:
    """L1: as a whole day."""
    assert _code(PartDay, year) == "buiten-kalender"


@pytest.mark.parametrize("kind", [Email, Phone, Name])
@pytest.mark.parametrize("blank", ["", " "])
def test_blank_is_for_the_model_to_judge(kind: Any, blank: str) -> None:
    """L1: what is missing is told as missing."""
    assert _code(kind, blank) == ""


@given(st.sampled_from(list(CODES)), st.text(max_size=20) | st.from_regex(r"[0-9+() .@a-z-]{1,20}", fullmatch=True))
def test_whatever_is_typed_is_taken_or_refused(kind: Any, typed: str) -> None:
    """L2: never an error of ours, or of the libraries that know the world's numbers and addresses."""
    assert _code(kind, typed) in {
        *("", CODES[kind], "onzichtbaar-teken", "meer-regels", "niets-te-lezen", "string_pattern_mismatch"),
        "buiten-kalender",
    }


@given(st.integers(10_000_000, 999_999_999), st.lists(st.sampled_from(" .-/_:"), max_size=8), st.data())
def test_a_bsn_is_seen_however_it_is_cut_up(number: int, signs: list[str], data: st.DataObject) -> None:
    """L2: the reference of a melding stands in clear, and as the key of records, for 90 days."""
    digits = f"{number:09}"
    reference = list(digits)
    for sign in signs:
        reference.insert(data.draw(st.integers(0, len(reference))), sign)
    assert could_be_bsn("".join(reference)) is valid_bsn(digits)


def test_a_moment_or_the_day_alone_is_kept_as_it_was_given() -> None:
    """D4: a day is no midnight; what is neither is refused as the moment or the day that it looks like."""
    given_ = TypeAdapter(MomentOrDay)
    assert given_.validate_python("2025-08-27") == date(2025, 8, 27)
    midnight = given_.validate_python("2025-08-27T00:00:00+02:00")
    assert (midnight, type(midnight)) == (datetime(2025, 8, 26, 22, tzinfo=UTC), datetime)
    faults = {"2025-02-30": "geen-datum", "2025-08-27T00:00:00": "geen-tijdzone", "gisteren": "geen-tijdstip"}
    assert {one: _code(MomentOrDay, one) for one in (*faults, "1850-01-01")} == faults | {
        "1850-01-01": "buiten-kalender"
    }

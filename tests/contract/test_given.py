# SPDX-License-Identifier: EUPL-1.2
"""What may come in, in every field of every service: found by walking the models, so that a new field can't forget it.

Not for: the types themselves (`shared/contracts/tests/test_given.py`), nor what a domain says of a value that can be.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AwareDatetime, TypeAdapter, ValidationError
from tests.contract.velden import Veld, beelden, staat, velden

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import BSN, EMAIL, LINE, NAME, PART_DAY, PHONE, TEXT
from zvhh_kit.domain.decision import KEPT
from zvhh_kit.http import Beeld
from zvhh_kit.process.configuration import ConfigurationError, load_configuration
from zvhh_kit.service.description import Service
from zvhh_meetings.domain.parts.overleg import Weegverslag

ODD_DAYS = (
    *("20131200", "0", "1756080000", "-1", "1e9", "2013-12-00", "2013-02-30", "2013-13-01", "0085-01-01", "1899-12-31"),
    *("2200-01-01", "9999-12-31", "0001-01-01", "2013-1-1", "2013-01-01T00:00:00Z", "2013-01-01 ", " 2013-01-01", ""),
    *("\u0662\u0660\u0661\u0663-01-01", "2013\u201301\u201301", "13-01-2013", "2013-W01-1", "2013-001", "vandaag"),
)
ODD_MOMENTS = (
    *("1756080000", "0", "20250303", "2025-03-03", "2025-03-03T10:00:00", "2025-03-03 10:00:00Z", "2025-03-03T10:00Z"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00Z", "9999-12-31T23:59:59-14:00", "0025-03-03T10:00:00+01:00"),
    *("1900-01-01T00:00:00+14:00", "2199-12-31T23:59:59-14:00", "2025-02-30T10:00:00Z", "2025-03-03T25:00:00Z"),
    *("2025-03-03T10:00:00+25:00", "2025-03-03T10:00:00 +01:00", "2025-03-03T10:00:60Z", "2025-03-03T10:00:00.Z", ""),
    *("2025-03-03T10:00:00Europe/Amsterdam", "2025-W10-1T10:00:00Z", "\u0662025-03-03T10:00:00Z", "nu"),
)
FIRST, LAST = datetime.fromisoformat("1900-01-03"), datetime.fromisoformat("2199-12-29")
CODES = {"geen-datum", "geen-tijdstip", "geen-tijdzone", "buiten-kalender"}


@pytest.fixture(scope="module")
def alles(services: Mapping[str, Service]) -> Mapping[str, Veld]:
    """Every field."""
    return velden(services)


def of_kind(alles: Mapping[str, Veld], *kinds: Any) -> list[Veld]:
    """The fields of these bare types; there are many, or the walk has gone blind."""
    found = [veld for veld in alles.values() if veld.kaal in kinds]
    assert len(found) > 8
    return found


def refused_as(veld: Veld, value: Any) -> str:
    """The code by which a field refuses a value, in a body and in a query alike; "" where it takes it."""
    codes: set[str] = set()
    for in_body in (True, False):
        try:
            _ = (
                veld.toets.validate_json(json.dumps(value), strict=True)
                if in_body
                else veld.toets.validate_python(value)
            )
            codes.add("")
        except ValidationError as error:
            codes.add(error.errors()[0]["type"])
    assert len(codes) == 1, (veld.plaats, codes)
    return codes.pop()


@pytest.mark.parametrize("odd", [*ODD_DAYS, 20131200, 0, 1.5, True, None, [], {}], ids=ascii)
def test_a_day_is_written_in_one_way_in_every_field(alles: Mapping[str, Veld], odd: Any) -> None:
    """L1: `20131200` was kept as a day of 1970, and hashed as somebody's birth date."""
    for veld in of_kind(alles, date):
        assert refused_as(veld, odd) in CODES, veld.plaats


@pytest.mark.parametrize("odd", [*ODD_MOMENTS, 1756080000, 0.5, False, None, [], {}], ids=ascii)
def test_a_moment_is_written_in_one_way_in_every_field(alles: Mapping[str, Veld], odd: Any) -> None:
    """S7: a moment without an offset, or beside the calendar, is no moment that we can count from."""
    for veld in of_kind(alles, datetime, AwareDatetime):
        assert refused_as(veld, odd) in CODES, veld.plaats


@given(st.dates() | st.datetimes().map(str) | st.text(max_size=12) | st.integers().map(str) | st.floats().map(str))
def test_whatever_is_no_day_or_moment_is_refused_with_words(alles: Mapping[str, Veld], any_: Any) -> None:
    """Never an error of ours; what is taken is what was written."""
    words = str(any_)
    for veld in of_kind(alles, date):
        good = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words) and "1900" <= words[:4] <= "2199"
        assert (refused_as(veld, words) == "") is (bool(good) and _is_day(words)), veld.plaats
    for veld in of_kind(alles, datetime, AwareDatetime):
        assert refused_as(veld, words) in CODES, veld.plaats


@given(st.datetimes(FIRST, LAST), st.integers(-14 * 60, 14 * 60))
def test_what_is_written_as_it_should_be_is_taken_everywhere(
    alles: Mapping[str, Veld], when: datetime, offset: int
) -> None:
    sign, (hours, minutes) = "-" if offset < 0 else "+", divmod(abs(offset), 60)
    for veld in of_kind(alles, date):
        assert veld.toets.validate_json(json.dumps(f"{when:%Y-%m-%d}"), strict=True) == when.date()
    written = f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond:06}{sign}{hours:02}:{minutes:02}"
    for veld in of_kind(alles, datetime, AwareDatetime):
        read = veld.toets.validate_json(json.dumps(written), strict=True)
        assert abs((read - datetime.fromisoformat(written)).total_seconds()) < 0.001, veld.plaats


UNSEEN = (
    "\u200b",
    "Anna\u0007",
    "An\u200bna",
    "Anna\u202e",
    "\ufeffAnna",
    "\u3164",
    "\u2800 \u200e",
    "An\u00adna",
    "\u0301",
)
NEW_LINES = ("Anna\r\nBcc: x", "Anna\nx", "Anna\rx", "Anna\u2028x", "Anna\u2029x", "Anna\x0bx", "Anna\x85x", "Anna\tx")
FREE = re.compile(r".*Bewaar\.inhoud(\[sleutel\])?|.*\?na")
"""A draft is what was typed so far, judged when it is sent; a cursor is judged by its signature."""


@pytest.mark.parametrize("words", UNSEEN, ids=ascii)
def test_no_field_takes_what_nobody_sees(alles: Mapping[str, Veld], words: str) -> None:
    """A new plain `str` for people's text fails here: use a line or a text of `given`, or a pattern."""
    for veld in of_kind(alles, str):
        assert FREE.fullmatch(veld.plaats) or refused_as(veld, words), veld.plaats


@pytest.mark.parametrize(
    "digits",
    ["\u0662\u0660\u0662\u0665", "pilot-\u0662\u0660\u0662\u0665", "20\u0662\u0665-06", "\u0660" * 20, "\uff12025"],
)
def test_no_id_is_taken_in_other_digits(alles: Mapping[str, Veld], digits: str) -> None:
    """`\\d` knows those of every script, and a year of its own would be a document of its own."""
    for veld in of_kind(alles, str):
        is_text = {LINE, TEXT} & {*veld.voorwaarden} or FREE.fullmatch(veld.plaats)
        assert is_text or refused_as(veld, digits), veld.plaats


@pytest.mark.parametrize("words", NEW_LINES, ids=ascii)
def test_only_a_text_has_more_lines(alles: Mapping[str, Veld], words: str) -> None:
    """A name with a line break becomes a header of a mail; what a form or a spreadsheet puts in a text is made plain."""
    for veld in of_kind(alles, str):
        if TEXT in veld.voorwaarden and not {"\u2028", "\u2029", "\x0b", "\x85"} & set(words):
            assert veld.toets.validate_json(json.dumps(words), strict=True) in {"Anna\nBcc: x", "Anna\nx", "Anna x"}
        else:
            assert FREE.fullmatch(veld.plaats) or refused_as(veld, words), veld.plaats


@pytest.mark.parametrize(
    "words",
    [
        "Zoë Öztürk",
        "O'Neill-d\u2019Hont",
        "\u0623\u062d\u0645\u062f",
        "\u738b",
        "n\u0303a",
        "\U0001f44d",
        "\u00a3 5 %",
        "-",
    ],
)
def test_what_people_write_is_taken_as_they_write_it(alles: Mapping[str, Veld], words: str) -> None:
    texts = [veld for veld in of_kind(alles, str) if LINE in veld.voorwaarden or TEXT in veld.voorwaarden]
    texts = [veld for veld in texts if not {NAME, EMAIL, PHONE, BSN, PART_DAY} & {*veld.voorwaarden}]
    assert len(texts) > 50
    for veld in texts:
        assert veld.toets.validate_json(json.dumps(words), strict=True) == words, veld.plaats


def test_nothing_kept_or_shown_is_judged_again(services: Mapping[str, Service]) -> None:
    """A document of before these types is read, and a view shows it."""
    for veld in staat(services).values():
        if LINE in veld.voorwaarden or TEXT in veld.voorwaarden:
            assert veld.toets.validate_json(json.dumps("An\u200bna"), context=KEPT) == "An\u200bna", veld.plaats
    for veld in beelden(services).values():
        if veld.van is None or not issubclass(veld.van, Beeld):
            continue  # a part of a state, shown as it is: an instance of its model already
        assert LINE not in veld.voorwaarden and TEXT not in veld.voorwaarden, veld.plaats
        if veld.kaal is date:
            assert veld.toets.validate_json('"0085-01-01"') == date(85, 1, 1), veld.plaats


def test_a_part_of_a_state_is_shown_as_it_was_kept() -> None:
    """Minutes are shown by the model by which they are kept."""
    kept = Weegverslag.model_validate({"aanwezigen": [], "motivatie": "An\u200bna"}, context=KEPT)
    shown = TypeAdapter(Weegverslag | None).validate_python(kept)
    assert shown is kept


def test_what_was_kept_before_is_read_as_it_is(alles: Mapping[str, Veld]) -> None:
    """A type that became stricter may not shut a document that was made before."""
    for veld in of_kind(alles, date):
        assert veld.toets.validate_json('"0085-01-01"', context=KEPT) == date(85, 1, 1)
    for veld in of_kind(alles, datetime, AwareDatetime):
        assert veld.toets.validate_json('"0025-03-03T10:00:00+01:00"', context=KEPT).year == 25


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("feestdagen: {extra: [20131200]}", "feestdagen.extra.0"),
        ("feestdagen: {extra: [0085-01-01]}", "feestdagen.extra.0"),
        ("feestdagen: {extra: [2013-02-30]}", "feestdagen.extra.0"),
        ("feestdagen: {extra: [2013-01-01T00:00:00Z]}", "feestdagen.extra.0"),
        ("pilotjaren: {2031: {begin: 2031-01-01, eind: 2031-12-31T00:00:00Z, maximum: 1}}", "pilotjaren.2031.begin"),
        ("pilotjaren: {2031: {begin: 1756080000, eind: 2031-12-31T00:00:00Z, maximum: 1}}", "pilotjaren.2031.begin"),
        ("pilotjaren: {2031: {begin: 2031-01-01T00:00:00Z, eind: 9999-12-31T23:00:00Z, maximum: 1}}", "pilotjaren.2031.eind"),
    ],
)  # fmt: skip
def test_the_configuration_is_written_in_the_same_way(tmp_path: Path, text: str, place: str) -> None:
    """With quotes or without: YAML reads days by itself, and in more ways."""
    file = tmp_path / "configuratie.yaml"
    file.write_text(text)
    with pytest.raises(ConfigurationError) as error:
        load_configuration(file, Configuratie)
    assert [fault.place for fault in error.value.faults] == [place]


@pytest.mark.parametrize("quote", ["", '"'])
def test_the_configuration_takes_what_is_right(tmp_path: Path, quote: str) -> None:
    file = tmp_path / "configuratie.yaml"
    year = f"begin: {quote}2031-01-01T00:00:00+01:00{quote}, eind: {quote}2031-07-01T00:00:00+02:00{quote}, maximum: 1"
    file.write_text(f"feestdagen: {{extra: [{quote}2031-05-02{quote}]}}\npilotjaren: {{2031: {{{year}}}}}")
    read = load_configuration(file, Configuratie)
    assert read.feestdagen.extra == (date(2031, 5, 2),)
    assert read.pilotjaren[2031].begin == datetime(2030, 12, 31, 23, tzinfo=UTC)


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True

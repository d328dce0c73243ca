# SPDX-License-Identifier: EUPL-1.2
"""Ids made by HMAC: the same for the same, well formed, and apart for each use (D1, L7)."""

import re
import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.core.handlers import is_zaak
from zvhh_kit.domain.decision import Command, Sealed
from zvhh_kit.privacy import StaticIds, canonical_json
from zvhh_kit.privacy.static_id import KENMERK_SYMBOLS

IDS = StaticIds(b"s" * 32)
PARTS = st.lists(st.text(), min_size=1, max_size=4)


@given(PARTS)
def test_every_id_is_a_uuid_of_version_8(parts: list[str]) -> None:
    """D1: what every service takes for a zaak; and stable."""
    made = IDS.zaak_id(*parts)
    assert is_zaak(made)
    read = uuid.UUID(made)
    assert (read.version, read.variant, str(read)) == (8, uuid.RFC_4122, made)
    assert made == IDS.zaak_id(*parts)


@given(PARTS, PARTS)
def test_other_parts_give_another_id(one: list[str], two: list[str]) -> None:
    """D1: also where the joined text is equal."""
    assert (IDS.zaak_id(*one) == IDS.zaak_id(*two)) is (one == two)
    assert (IDS.key(*one) == IDS.key(*two)) is (one == two)


def test_the_border_between_parts_counts() -> None:
    """("a", "bc") is not ("ab", "c"), nor ("abc",) or with an empty part."""
    tries = [("a", "bc"), ("ab", "c"), ("abc",), ("a", "bc", ""), ("", "a", "bc")]
    assert len({IDS.zaak_id(*parts) for parts in tries}) == len(tries)
    assert len({IDS.pseudonym(*parts) for parts in tries}) == len(tries)


def test_ids_are_for_life() -> None:
    """D1: a change of the sum would double every repeated melding; pinned."""
    assert IDS.zaak_id("rest", "00000099000000001000", "key-1") == PINNED_ZAAK
    assert IDS.kenmerk(PINNED_ZAAK) == PINNED_KENMERK


PINNED_ZAAK = "c646aea7-12d3-8508-a064-2c56a530efc3"
PINNED_KENMERK = "ZV-QHN2-6K32"


def test_another_secret_gives_other_ids() -> None:
    """D1: a partner's reference can't be guessed from an id."""
    assert StaticIds(b"t" * 32).zaak_id("a") != IDS.zaak_id("a")


def test_each_use_has_its_own_sums() -> None:
    """L7: a pseudonym in the log is not the key in a document."""
    made = {IDS.key("a"), IDS.pseudonym("a"), IDS.digest(b"a"), IDS.zaak_id("a")}
    assert len(made) == 4
    assert all(re.fullmatch("[0-9a-f]{64}", text) for text in (IDS.key("a"), IDS.pseudonym("a"), IDS.digest(b"a")))


@given(PARTS)
def test_a_kenmerk_can_be_read_aloud(parts: list[str]) -> None:
    """27 symbols: no vowels, no look-alikes of one another's missing half."""
    kenmerk = IDS.kenmerk(IDS.zaak_id(*parts))
    assert re.fullmatch(f"ZV-[{KENMERK_SYMBOLS}]{{4}}-[{KENMERK_SYMBOLS}]{{4}}", kenmerk)


def test_the_symbols() -> None:
    assert (len(KENMERK_SYMBOLS), len(set(KENMERK_SYMBOLS))) == (27, 27)
    assert not set("AEIOUYL01") & set(KENMERK_SYMBOLS)


def test_every_symbol_comes_on_every_place() -> None:
    """No bias that would make kenmerken meet."""
    seen = [IDS.kenmerk(str(n)).removeprefix("ZV-").replace("-", "") for n in range(3000)]
    assert len(set(seen)) == len(seen)
    for place in range(8):
        assert {kenmerk[place] for kenmerk in seen} == set(KENMERK_SYMBOLS)


def test_a_short_secret_is_refused_and_none_is_shown() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        StaticIds(b"short")
    assert "ss" not in repr(IDS)


class Gemeld(Command):
    voor_pilot: bool
    naam: Sealed[str]
    vanaf: date | None = None


def test_canonical_json_has_one_spelling() -> None:
    """D1: order and spaces of a request do not make it another one; its clear content does."""
    one = Gemeld.model_validate_json('{"voorPilot": true, "naam": "Zoë", "vanaf": "2025-03-03"}')
    two = Gemeld.model_validate_json('{"vanaf":"2025-03-03","naam":"Zo\\u00eb","voorPilot":true}')
    assert canonical_json(one) == canonical_json(two) == b'{"naam":"Zo\xc3\xab","vanaf":"2025-03-03","voorPilot":true}'
    assert canonical_json({"b": (1, 2), "a": one}) == b'{"a":' + canonical_json(one) + b',"b":[1,2]}'
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": float("nan")})

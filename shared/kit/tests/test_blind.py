# SPDX-License-Identifier: EUPL-1.2
"""The blind index: the same person by another spelling, never another person, and nothing readable (D11)."""

import itertools
import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.privacy import BlindIndex, StaticIds
from zvhh_kit.privacy.blind import normalised

INDEX = BlindIndex(b"s" * 32)
NAAM = "naam-geboortedatum"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Fictief", "ANNA  fictief"),
        ("Jansen-Šmit", "jansensmit"),
        ("Zoë de l'Étang", "zoe de letang"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Straße", "STRASSE"),
        ("ﬁctief", "fictief"),
        ("é", "e\u0301"),
    ],
)
def test_case_diacritics_spaces_and_signs_do_not_matter(one: str, other: str) -> None:
    """D11: the same hash for the same name and birth date."""
    assert INDEX.of(NAAM, one, "1990-02-03") == INDEX.of(NAAM, other, "1990 02 03")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0439\u043e\u0432", "\u0438\u043e\u0432"),  # Cyrillic: short i is a letter of its own
        ("\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u0928\u0926"),  # Devanagari: its vowels are marks
        ("\u05e9\u05b8\u05c1\u05e8\u05b8\u05d4", "\u05e9\u05e8\u05d4"),  # Hebrew points
        ("\u0623\u062d\u0645\u062f", "\u0627\u062d\u0645\u062f"),  # Arabic: alef with hamza
        ("\u304c\u304f", "\u304b\u304f"),  # Japanese: ga is not ka
    ],
)
def test_in_other_scripts_a_mark_is_part_of_the_name(one: str, other: str) -> None:
    """D11: without their marks two names of two people would be one; how they are composed does not matter."""
    assert INDEX.of(NAAM, one, "1990-02-03") != INDEX.of(NAAM, other, "1990-02-03")
    assert INDEX.of(NAAM, one, "1990-02-03") == INDEX.of(NAAM, unicodedata.normalize("NFD", one), "1990-02-03")


def test_the_order_of_some_values_may_say_nothing() -> None:
    """D11: the words of a name; as they are normalised, and never run together."""
    words = ("Šmit", "Anna", "Zoë")
    assert len({INDEX.of("w", "d", any_order=some) for some in itertools.permutations(words)}) == 1
    others = [("Smit", "Anna", "Zoe"), ("smit", "annazoe"), ("smit", "anna"), ("smit", "anna", "zoe", "zoe")]
    assert [INDEX.of("w", "d", any_order=one) == INDEX.of("w", "d", any_order=words) for one in others] == [
        *(True, False, False, False)
    ]
    assert INDEX.of("w", "d", any_order=("anna", "?")) == INDEX.of("w", any_order=()) == ""


def test_another_person_kind_or_secret_is_another_hash() -> None:
    """D11: no fuzziness; values do not run into each other; keys of two systems have nothing in common."""
    seen = [
        INDEX.of(NAAM, "Anna Fictief", "1990-02-03"),
        INDEX.of(NAAM, "Ana Fictief", "1990-02-03"),
        INDEX.of(NAAM, "Anna Fictief", "1990-02-04"),
        INDEX.of(NAAM, "Anna Fictief1", "990-02-03"),
        INDEX.of("bsn", "Anna Fictief", "1990-02-03"),
        INDEX.of(NAAM, "Anna Fictief"),
        BlindIndex(b"t" * 32).of(NAAM, "Anna Fictief", "1990-02-03"),
    ]
    assert len(set(seen)) == len(seen)
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in seen)


def test_who_is_unknown_is_like_nobody() -> None:
    """D11: a name of signs only, or none, would be the same for all who have none."""
    assert [INDEX.of("bsn", ""), INDEX.of(NAAM, "?", "1990-02-03"), INDEX.of(NAAM)] == ["", "", ""]


def test_it_hangs_on_the_secret_of_the_ids_and_shows_nothing() -> None:
    """The key is derived: what ids are made with is not what persons are found with."""
    ids = StaticIds(b"s" * 32)
    assert ids.blind.of("bsn", "999990019") == INDEX.of("bsn", "999990019")
    assert ids.key("bsn", "999990019")[:32] != INDEX.of("bsn", "999990019")
    assert repr(INDEX) == "BlindIndex(…)"


@given(st.text(max_size=30))
def test_normalising_twice_is_once(value: str) -> None:
    """Whatever somebody types: only letters, digits and marks of other scripts are left, and no more changes."""
    once = normalised(value)
    assert normalised(once) == once
    assert all(one.isalnum() or unicodedata.category(one)[0] == "M" for one in once)


def test_under_several_keys_what_was_made_under_any_is_found() -> None:
    """D11: while the documents are made anew; the key of now first, and each as that key alone makes it."""
    old, new = BlindIndex(b"o" * 32), BlindIndex(b"n" * 32)
    both = BlindIndex(b"n" * 32, b"o" * 32)

    def hashes(of: Callable[..., str]) -> list[str]:
        return [of("bsn", "999990019"), of(NAAM, "Anna Fictief", "1990-02-03")]

    assert both.under_each(hashes) == (*hashes(new.of), *hashes(old.of))
    assert both.of("bsn", "999990019") == new.of("bsn", "999990019")
    assert StaticIds(b"s" * 32).blind.of("bsn", "1") == BlindIndex(b"s" * 32).of("bsn", "1")
    assert StaticIds(b"s" * 32, [b"n" * 32]).blind.of("bsn", "1") == new.of("bsn", "1")

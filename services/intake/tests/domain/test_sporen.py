# SPDX-License-Identifier: EUPL-1.2
"""D11: the same person is found back by keyed hashes, which say nothing to anybody else."""

import itertools
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.intake.tests.story import MaaktDienIn, MaaktIndiening

from zvhh_contracts.meldingen import Rol
from zvhh_intake.domain.parts.gegevens import Persoonsgegevens
from zvhh_intake.domain.parts.inhoud import Spoor
from zvhh_intake.domain.rules.sporen import TUSSENVOEGSELS, hashes_van, rollen_omgekeerd, sporen_van
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor, Sealed
from zvhh_kit.privacy import BlindIndex
from zvhh_kit.testing import given as verhaal

BLIND = BlindIndex(b"0" * 32)
ANNA = {"naam": "Anna Fictief", "geboortedatum": "1990-02-03", "bsn": "999990019"}


def _hashes(**gegevens: Any) -> set[str]:
    return set(hashes_van(BLIND.of, Sealed(Persoonsgegevens.model_validate(gegevens))))


def test_a_person_is_found_by_bsn_and_by_name_with_birth_date() -> None:
    """D11: either is enough; a name without a date, or a date without a name, is none."""
    anna = _hashes(**ANNA)
    assert len(anna) == 3
    assert anna & _hashes(naam="Iemand Anders", bsn="999990019")
    assert anna & _hashes(naam="anna  FICTIEF", geboortedatum="1990-02-03")
    for ander in (
        {"naam": "Anna Fictief"},
        {"naam": "Anna Fictief", "geboortedatum": "1990-02-04"},
        {"naam": "Anne Fictief", "geboortedatum": "1990-02-03"},
        {"naam": "Anna Fictief", "bsn": "999990020"},
    ):
        assert not anna & _hashes(**ander), ander


JAN = (
    *("Jan van der Berg", "Berg, Jan van der", "Jan v.d. Berg", "Jan v/d Berg", "Jan vd Berg", "jan v. d. berg"),
    *("Berg, Jan v.d.", "Van der Berg, Jan", "JAN VAN DER BERG", "J\u00e1n  van der-Berg", "Berg (van der) Jan"),
)
SAMEN = (
    JAN,
    ("Fatima El Amrani", "El Amrani, Fatima", "Amrani, Fatima"),
    ("Anna de Vries-Jansen", "Anna Jansen-de Vries", "Jansen de Vries, Anna"),
    ("Piet van 't Hof", "Hof, Piet van 't", "Piet van \u2019t Hof", "Piet van het Hof"),
    ("Marie d'Hont", "d\u2019Hont, Marie", "Hont, Marie d'"),
    ("Zo\u00eb \u00d6zt\u00fcrk", "Ozturk, Zoe", "\u00d6zt\u00fcrk Zoe\u0308"),
    ("In 't Veld, Bo", "Bo in het Veld"),
    ("Le Van", "Van, Le"),
)


@pytest.mark.parametrize(("een", "ander"), [paar for namen in SAMEN for paar in itertools.combinations(namen, 2)])
def test_a_name_is_found_in_another_order_and_without_what_stands_before_it(een: str, ander: str) -> None:
    """D11: as forms and registers turn it around."""
    assert _hashes(naam=een, geboortedatum="1990-02-03") & _hashes(naam=ander, geboortedatum="1990-02-03")
    assert not _hashes(naam=een, geboortedatum="1990-02-03") & _hashes(naam=ander, geboortedatum="1990-02-04")


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        *(("D. Bakker", "S. Bakker"), ("V. Bakker", "Bakker"), ("Bakker, D.", "Bakker")),
        *(("Jan van der Berg", "Piet van der Berg"), ("Jan Berg", "Jan Bergs")),
        *(("Jan Jan Berg", "Jan Berg"), ("Ali", "Ali Ali")),
    ],
)
def test_who_has_another_name_is_not_found(een: str, ander: str) -> None:
    """D11: twins have one birth date and one surname; their initials tell them apart. Words do not run into each other."""
    assert not _hashes(naam=een, geboortedatum="1990-02-03") & _hashes(naam=ander, geboortedatum="1990-02-03")


@given(st.permutations(["Anna", "Maria", "Jansen", "Fictief", "Smit"]), st.data())
def test_every_order_of_the_words_is_one_name(woorden: list[str], data: st.DataObject) -> None:
    """D11: with anything of what stands before a surname anywhere between them."""
    for voor in data.draw(st.lists(st.sampled_from([*sorted(TUSSENVOEGSELS), "v.d.", "'t"]), max_size=3)):
        woorden.insert(data.draw(st.integers(0, len(woorden))), voor)
    hier = _hashes(naam="Anna Maria Jansen Fictief-Smit", geboortedatum="1990-02-03")
    assert hier & _hashes(naam=data.draw(st.sampled_from([" ", ", ", "-"])).join(woorden), geboortedatum="1990-02-03")


@pytest.mark.parametrize("deels", ["1990", "1990-02"])
def test_who_is_known_by_a_year_is_compared_with_nobody(deels: str) -> None:
    """D11: not with who has the same, and not with the first day of it."""
    deel = _hashes(naam="Anna Fictief", geboortedatum_deels=deels)
    assert deel == set()
    assert _hashes(naam="Anna Fictief", geboortedatum_deels=deels, bsn="999990019") == _hashes(bsn="999990019")


def test_each_kind_of_hash_has_its_own_name_space() -> None:
    """D11: the names are part of the keyed hash: another name would find nobody of before."""
    gezien: list[tuple[Any, ...]] = []

    def blind(*delen: str, any_order: Collection[str] = ()) -> str:
        gezien.append((*delen, *([set(any_order)] if any_order else [])))
        return "h"

    assert hashes_van(blind, Sealed(Persoonsgegevens.model_validate(ANNA))) == ("h", "h", "h")
    assert gezien == [
        ("bsn", "999990019"),
        ("naam-geboortedatum", "Anna Fictief", "1990-02-03"),
        ("naamwoorden-geboortedatum", "1990-02-03", {"anna", "fictief"}),
    ]


@pytest.mark.parametrize(
    "naam",
    [
        *(
            "onbekend",
            " Onbekend ",
            "",
            "  ",
            "-",
            "N.N.",
            "NN",
            "n. n.",
            "Onbekende man",
            "ONBEKENDE-VROUW",
            "de dader",
        ),
        *("(vermeend) pleger", "Ex-partner", "geen naam bekend", "x", "?", "Mw. N.N. (onbekend)", "onbekend 2"),
    ],
)
def test_who_is_unknown_is_like_nobody(naam: str) -> None:
    """D11: two unknown people with one birth date are not one person."""
    assert _hashes(naam=naam, geboortedatum="1990-02-03") == set()
    assert hashes_van(BLIND.of, None) == ()


@pytest.mark.parametrize(
    "naam", ["Jan de Man", "Nn Jansen", "Ali Onbekend-Smit", "Xu", "N. Bakker", "Vrouwke", "\u738b"]
)
def test_a_name_with_one_word_of_its_own_is_compared(naam: str) -> None:
    """D11: only what is nothing but such words is left out."""
    assert len(_hashes(naam=naam, geboortedatum="1990-02-03")) == 2


def test_a_melding_keeps_the_traces_of_each_person_with_their_role(
    tafel: Handlers, indiening: MaaktIndiening, dien_in: MaaktDienIn, vera: Actor
) -> None:
    """D11: in the state only, never in the event or the answer."""
    hashes = tuple(hashes_van(BLIND.of, wie.gegevens) for wie in dien_in().betrokkenen)
    command = indiening().model_copy(update={"hashes": hashes})
    at = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
    story = verhaal(tafel).when(command, at=at, by=vera)
    zonder = verhaal(tafel).when(indiening(), at=at, by=vera)

    assert [(spoor.nr, spoor.rol) for spoor in story.state.sporen] == [(1, "slachtoffer")] * 3 + [(2, "pleger")] * 3
    assert {spoor.hash for spoor in story.state.sporen} == {*hashes[0], *hashes[1]}
    assert story.events == zonder.events
    assert story.outcome is not None
    assert zonder.outcome is not None
    assert story.outcome.result == zonder.outcome.result


@pytest.mark.parametrize(
    ("hier", "daar", "omgekeerd"),
    [
        ("slachtoffer", "pleger", True),
        ("pleger", "slachtoffer", True),
        ("slachtoffer", "slachtoffer", False),
        ("pleger", "pleger", False),
        ("beide", "pleger", True),
        ("slachtoffer", "beide", True),
        ("beide", "beide", False),
        ("kind", "slachtoffer", False),
        ("pleger", "kring", False),
    ],
)
def test_reversed_roles(hier: Rol, daar: Rol, omgekeerd: bool) -> None:
    """D11b: the same person is slachtoffer in the one zaak and (vermeend) pleger in the other."""
    assert rollen_omgekeerd(sporen_van(1, hier, ["h"]), sporen_van(2, daar, ["h"])) is omgekeerd
    assert not rollen_omgekeerd(sporen_van(1, hier, ["h"]), sporen_van(2, daar, ["i"]))


def test_reversed_roles_of_any_person_count() -> None:
    """D11b: one is enough."""
    hier = (Spoor(hash="a", rol="slachtoffer", nr=1), Spoor(hash="b", rol="pleger", nr=2))
    assert rollen_omgekeerd(hier, (Spoor(hash="a", rol="slachtoffer", nr=1), Spoor(hash="b", rol="slachtoffer", nr=2)))
    assert not rollen_omgekeerd(hier, (Spoor(hash="a", rol="kind", nr=1),))

# SPDX-License-Identifier: EUPL-1.2
"""D11: the same person is found back by keyed hashes, which say nothing to anybody else."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from zvhh_intake.domain.gegevens import DienIn, Persoonsgegevens
from zvhh_intake.domain.indienen import Indiening
from zvhh_intake.domain.sporen import Spoor, hashes_van, rollen_omgekeerd, sporen_van
from zvhh_kit.decision import Actor, Sealed
from zvhh_kit.handlers import Handlers
from zvhh_kit.privacy import BlindIndex
from zvhh_kit.testing import given

BLIND = BlindIndex(b"0" * 32)
ANNA = {"naam": "Anna Fictief", "geboortedatum": "1990-02-03", "bsn": "999990019"}


def _hashes(**gegevens: Any) -> set[str]:
    return set(hashes_van(BLIND.of, Sealed(Persoonsgegevens.model_validate(gegevens))))


def test_a_person_is_found_by_bsn_and_by_name_with_birth_date() -> None:
    """D11: either is enough; a name without a date, or a date without a name, is none."""
    anna = _hashes(**ANNA)
    assert len(anna) == 2
    assert anna & _hashes(naam="Iemand Anders", bsn="999990019")
    assert anna & _hashes(naam="anna  FICTIEF", geboortedatum="1990-02-03")
    for ander in (
        {"naam": "Anna Fictief"},
        {"naam": "Anna Fictief", "geboortedatum": "1990-02-04"},
        {"naam": "Anne Fictief", "geboortedatum": "1990-02-03"},
        {"naam": "Anna Fictief", "bsn": "999990020"},
    ):
        assert not anna & _hashes(**ander), ander


def test_each_kind_of_hash_has_its_own_name_space() -> None:
    """D11: the names are part of the keyed hash: another name would find nobody of before."""
    gezien: list[tuple[str, ...]] = []

    def blind(*delen: str) -> str:
        gezien.append(delen)
        return "h"

    assert hashes_van(blind, Sealed(Persoonsgegevens.model_validate(ANNA))) == ("h", "h")
    assert gezien == [("bsn", "999990019"), ("naam-geboortedatum", "Anna Fictief", "1990-02-03")]


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
    assert len(_hashes(naam=naam, geboortedatum="1990-02-03")) == 1


def test_a_melding_keeps_the_traces_of_each_person_with_their_role(
    tafel: Handlers, indiening: Callable[..., Indiening], dien_in: Callable[..., DienIn], vera: Actor
) -> None:
    """D11: in the state only, never in the event or the answer."""
    hashes = tuple(hashes_van(BLIND.of, wie.gegevens) for wie in dien_in().betrokkenen)
    command = indiening().model_copy(update={"hashes": hashes})
    at = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
    story = given(tafel).when(command, at=at, by=vera)
    zonder = given(tafel).when(indiening(), at=at, by=vera)

    assert [(spoor.nr, spoor.rol) for spoor in story.state.sporen] == [
        (1, "slachtoffer"),
        (1, "slachtoffer"),
        (2, "pleger"),
        (2, "pleger"),
    ]
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
def test_reversed_roles(hier: Any, daar: Any, omgekeerd: bool) -> None:
    """D11b: the same person is slachtoffer in the one zaak and (vermeend) pleger in the other."""
    assert rollen_omgekeerd(sporen_van(1, hier, ["h"]), sporen_van(2, daar, ["h"])) is omgekeerd
    assert not rollen_omgekeerd(sporen_van(1, hier, ["h"]), sporen_van(2, daar, ["i"]))


def test_reversed_roles_of_any_person_count() -> None:
    """D11b: one is enough."""
    hier = (Spoor(hash="a", rol="slachtoffer", nr=1), Spoor(hash="b", rol="pleger", nr=2))
    assert rollen_omgekeerd(hier, (Spoor(hash="a", rol="slachtoffer", nr=1), Spoor(hash="b", rol="slachtoffer", nr=2)))
    assert not rollen_omgekeerd(hier, (Spoor(hash="a", rol="kind", nr=1),))

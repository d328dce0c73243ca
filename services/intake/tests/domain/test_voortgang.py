# SPDX-License-Identifier: EUPL-1.2
"""How far a draft is, part by part (Story 2.3, 2.4)."""

from datetime import date
from typing import Any

import pytest

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.domain.rules.voortgang import DELEN, deel_van, voortgang
from zvhh_intake.lookups import lees

DAG = date(2025, 3, 3)


def _standen(config: Configuratie, inhoud: dict[str, Any]) -> dict[str, str]:
    return {deel.deel: deel.voortgang for deel in voortgang(inhoud, lees(config, inhoud, DAG, concept=True)[1])}


def _alleen(melding: dict[str, Any], *velden: str) -> dict[str, Any]:
    return {veld: melding[veld] for veld in velden}


def test_every_field_of_a_melding_is_asked_in_one_part() -> None:
    """L1: no fault is without a place in the form, and none is named twice."""
    velden = [veld for _, velden in DELEN.values() for veld in velden]
    assert sorted(velden) == sorted(veld.alias or naam for naam, veld in DienIn.model_fields.items())
    assert len(DELEN) == 7
    assert [deel.naam for deel in voortgang({}, ())] == [naam for naam, _ in DELEN.values()]


def test_two_ready_one_half_three_not_begun(config: Configuratie, melding: dict[str, Any]) -> None:
    """Story 2.3 (D1): part 1 and 3, half of part 2; the persons are asked in part 1, whether they know of it in part 5."""
    for wie in melding["betrokkenen"]:
        del wie["geinformeerd"]
    inhoud = _alleen(melding, "betrokkenen", "relatie", "gemeente", "zorgen", "criteria", "leefgebieden")
    standen = _standen(config, inhoud)
    assert standen.pop("vooraf") == "niet-begonnen"
    assert standen == {
        "betrokkenen": "klaar",
        "situatie": "niet-compleet",
        "criteria": "klaar",
        "bespreken": "niet-begonnen",
        "verklaring": "niet-begonnen",
        "melder": "niet-begonnen",
    }


def test_a_whole_melding_is_ready(config: Configuratie, melding: dict[str, Any]) -> None:
    """D1: every part klaar."""
    assert set(_standen(config, melding).values()) == {"klaar"}


def test_nothing_is_begun_in_an_empty_draft(config: Configuratie) -> None:
    """D1: what is empty has not been begun, whatever fields stand in it."""
    leeg: dict[str, Any] = {
        "relatie": None,
        "zorgen": "  ",
        "betrokkenen": [{"gegevens": {"naam": ""}}, {}],
        "criteria": {"veiligheid": ""},
        "wensen": [],
    }
    for inhoud in ({}, leeg):
        assert set(_standen(config, inhoud).values()) == {"niet-begonnen"}


@pytest.mark.parametrize(
    ("inhoud", "deel", "stand"),
    [
        ({"voorPilot": True}, "vooraf", "klaar"),
        ({"voorPilot": False}, "vooraf", "niet-compleet"),
        ({"voorPilot": True, "twijfel": {"ja": True}}, "vooraf", "niet-compleet"),
        ({"wensen": ["aware"]}, "bespreken", "klaar"),
        ({"nietMeegeteld": {"sash": "hoog"}}, "bespreken", "klaar"),
        ({"betrokkenen": [{"geinformeerd": {"ja": True}}]}, "betrokkenen", "niet-begonnen"),
        ({"betrokkenen": [{"geinformeerd": {"ja": True}}]}, "verklaring", "niet-compleet"),
        ({"betrokkenen": [{"rol": "kind"}]}, "betrokkenen", "niet-compleet"),
        ({"betrokkenen": "x"}, "betrokkenen", "niet-begonnen"),
        ({"relatie": "neef"}, "betrokkenen", "niet-compleet"),
        ({"beroepsgeheim": {"geldt": False}}, "verklaring", "niet-compleet"),
        ({"eigenKenmerk": "D-1"}, "melder", "niet-compleet"),
    ],
)
def test_each_part(config: Configuratie, inhoud: dict[str, Any], deel: str, stand: str) -> None:
    """S2, S5, D1: begun when something is filled in, ready when nothing in it is missing or wrong."""
    assert _standen(config, inhoud)[deel] == stand


@pytest.mark.parametrize(
    ("plaats", "deel"),
    [
        ("/voorPilot", "vooraf"),
        ("/twijfel/code", "vooraf"),
        ("/betrokkenen", "betrokkenen"),
        ("/betrokkenen/0/rol", "betrokkenen"),
        ("/betrokkenen/12/geinformeerd", "verklaring"),
        ("/betrokkenen/0/geinformeerd/waaromNiet", "verklaring"),
        ("/betrokkenen/0/geinformeerdheid", "betrokkenen"),
        ("/bekend/hoe", "situatie"),
        ("/leefgebieden/1", "criteria"),
        ("/wensen/0", "bespreken"),
        ("/beroepsgeheim/grond", "verklaring"),
        ("/oudKenmerk", "melder"),
        ("/iets", "vooraf"),
        ("", "vooraf"),
    ],
)
def test_the_part_of_a_fault(plaats: str, deel: str) -> None:
    """L1: by its place."""
    assert deel_van(plaats) == deel


def test_each_part_names_what_is_missing(config: Configuratie, melding: dict[str, Any]) -> None:
    """Story 2.4 (L1): the check page has every fault once, in its own part."""
    del melding["verklaring"]
    del melding["melder"]
    gevonden = {
        deel.deel: [fout.place for fout in deel.fouten] for deel in voortgang(melding, lees(config, melding, DAG)[1])
    }
    assert {deel: plaatsen for deel, plaatsen in gevonden.items() if plaatsen} == {
        "verklaring": ["/verklaring"],
        "melder": ["/melder"],
    }

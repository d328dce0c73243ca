# SPDX-License-Identifier: EUPL-1.2
"""Every fault at once: what has the wrong form hides nothing of what else is wrong, and is told once."""

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.commands.breng_lopende_zaak_in import BrengLopendeZaakIn, fouten
from zvhh_intake.lookups import lees, lees_als

DAG = date(2025, 3, 3)
WAARDEN = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | strategies.text(max_size=12),
    lambda deel: (
        strategies.lists(deel, max_size=3) | strategies.dictionaries(strategies.text(max_size=8), deel, max_size=3)
    ),
    max_leaves=8,
)
NAMEN = ("voorPilot", "twijfel", "betrokkenen", "bekend", "criteria", "verklaring", "beroepsgeheim", "melder", "x y")


def _gevonden(config: Configuratie, document: Any) -> set[tuple[str, str]]:
    return {(fout.code, fout.place) for fout in lees(config, document, DAG)[1]}


def test_a_good_document_is_the_melding(config: Configuratie, melding: dict[str, Any]) -> None:
    """L1: nothing to say."""
    dien_in, gevonden = lees(config, melding, DAG)
    assert (gevonden, dien_in.relatie, len(dien_in.betrokkenen)) == ((), "ex-partner", 2)


def test_form_and_content_are_told_together(config: Configuratie, melding: dict[str, Any]) -> None:
    """L1, L2: three that can't be read, and three that can and are wrong, each at its place."""
    melding["betrokkenen"][0] |= {"rol": "buurman"}
    melding["betrokkenen"][1]["gegevens"]["geloof"] = "x"
    melding["betrokkenen"][1]["gegevens"]["bsn"] = "1"
    melding["bekend"]["sinds"] = "gisteren"
    melding["criteria"]["veiligheid"] = ""
    del melding["melder"]
    assert _gevonden(config, melding) == {
        ("onbekende-waarde", "/betrokkenen/0/rol"),
        ("onbekend-veld", "/betrokkenen/1/gegevens/geloof"),
        ("geen-datum", "/bekend/sinds"),
        ("bsn-ongeldig", "/betrokkenen/1/gegevens/bsn"),
        ("criterium-leeg", "/criteria/veiligheid"),
        ("melder-ontbreekt", "/melder"),
    }


@pytest.mark.parametrize(
    ("anders", "gevonden"),
    [
        ({"betrokkenen": ["x"]}, {("verkeerd-type", "/betrokkenen/0")}),
        ({"leefgebieden": ["huisvesting", 5]}, {("verkeerd-type", "/leefgebieden/1")}),
        ({"criteria": "x"}, {("verkeerd-type", "/criteria")}),
        ({"beroepsgeheim": {}}, {("ontbreekt", "/beroepsgeheim/geldt")}),
        ({"twijfel": {"code": 3}}, {("ontbreekt", "/twijfel/ja"), ("verkeerd-type", "/twijfel/code")}),
        ({"geen naam van ons": 1}, {("onbekend-veld", "")}),
        (
            {"voor_pilot": "ja", "voorPilot": None},
            {("onbekend-veld", "/voor_pilot"), ("niet-voor-pilot", "/voorPilot")},
        ),
    ],
)
def test_what_can_not_be_read_is_told_once(
    config: Configuratie, melding: dict[str, Any], anders: dict[str, Any], gevonden: set[tuple[str, str]]
) -> None:
    """L1: not a second time as missing; a name that we don't know is not repeated."""
    gezien = _gevonden(config, melding | anders)
    assert {plaats for _, plaats in gezien} == {plaats for _, plaats in gevonden}


@pytest.mark.parametrize("document", [None, [], "x", 1])
def test_what_is_no_object_is_no_melding(config: Configuratie, document: list[str] | str | int | None) -> None:
    """L1: one fault, and no list of what is missing in something else."""
    [fout] = lees(config, document, DAG)[1]
    assert fout.place == ""


def test_what_is_missing_from_a_list_is_no_error_of_ours(config: Configuratie) -> None:
    """S16, L1: one casusregisseur where two are asked; the rest is judged all the same."""
    zaak = {"casusregie": {"vorm": "twee", "regisseurs": [{"oin": "0" * 20, "persoon": "x", "aandeel": "a"}]}}
    _, gevonden = lees_als(BrengLopendeZaakIn, zaak, lambda een: fouten(config, een, DAG), {"oudeReferentie": "-"})
    assert {"/casusregie/regisseurs/1", "/oudeReferentie", "/begonnenOp"} <= {fout.place for fout in gevonden}


@given(strategies.dictionaries(strategies.sampled_from(NAMEN), WAARDEN))
def test_whatever_comes_is_answered(anders: dict[str, Any]) -> None:
    """L1: never an error of ours, never the same place twice by form and content; and what was sent is left as it was."""
    sent = copy.deepcopy(anders)
    _, gevonden = lees(Configuratie(), sent, DAG)
    assert sent == anders
    assert gevonden
    genoemd = [(fout.code, fout.place) for fout in gevonden if fout.code != "onbekend-veld"]
    assert len(set(genoemd)) == len(genoemd)

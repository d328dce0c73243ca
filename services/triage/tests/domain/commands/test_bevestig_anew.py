# SPDX-License-Identifier: EUPL-1.2
"""Revising: every outcome into every other and back, until a weegoverleg is held."""

from datetime import date, timedelta
from itertools import product
from typing import Literal, get_args

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from services.triage.tests.story import Make, Zaak, there

from zvhh_contracts.triages import MeldingAfgesplitst, MeldingToegevoegd
from zvhh_kit.domain.decision import Actor

MENSEN = [
    Actor(persoon, "00000099000000000100", frozenset({"procesregisseur"}))
    for persoon in ("noor.testema", "bram.proefstra")
]
Soort = Literal["doorgezet", "afgewezen", "gevoegd"]
UITKOMSTEN: tuple[Soort, ...] = get_args(Soort)
DAG = date(2025, 5, 12)
AFTER: dict[Soort, date | None] = {"doorgezet": None, "afgewezen": date(2025, 6, 11), "gevoegd": None}
"""Of each outcome, on `DAG`: the day of destruction."""


def besluit(one: Zaak, uitkomst: Soort, by: Actor = MENSEN[0]) -> None:
    """Come to this outcome from wherever the zaak is, as people must."""
    if one.triage.stand == "gevoegd":
        one.splits(by=by).dan_niet_geweigerd()
    if uitkomst == "gevoegd":
        one.voeg(by=by).dan_niet_geweigerd()
        return
    one.drie_keer_ja()
    if uitkomst == "afgewezen":
        one.oordeel("veiligheid", ja=False)
    one.bevestig(uitkomst, by=by).dan_niet_geweigerd()


@pytest.mark.parametrize(("first", "then"), list(product(UITKOMSTEN, UITKOMSTEN)))
def test_every_outcome_is_revised_into_every_other(zaak: Make, first: Soort, then: Soort) -> None:
    """D2, D11b, L8: all combinations; the last counts, every version stays with its name, ends and terms follow it."""
    one = zaak().op(DAG)
    besluit(one, first)
    besluit(one, then, MENSEN[1])
    end = AFTER[then]
    assert (one.triage.stand, one.triage.vernietigen_op) == (then, end)
    assert one.taken == (() if then == "doorgezet" else ("bel-de-melder",))
    versions = [(b.uitkomst, b.door) for b in one.triage.besluiten if b.uitkomst != "heropend"]
    assert versions == [(first, "noor.testema"), (then, "bram.proefstra")]
    assert [b.versie for b in one.triage.besluiten] == list(range(1, one.triage.versie + 1))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(st.lists(st.tuples(st.sampled_from(UITKOMSTEN), st.sampled_from(MENSEN)), min_size=1, max_size=7))
def test_any_row_of_revisions_ends_in_the_last_and_forgets_none(zaak: Make, row: list[tuple[Soort, Actor]]) -> None:
    """D2, D11b: no outcome is lost or counted twice; the zaak that was joined hears of each joining and each split."""
    one, heard = zaak().op(DAG), []
    for uitkomst, by in row:
        was = one.story.document.n
        besluit(one, uitkomst, by)
        heard += [
            entry["type"]
            for entry in one.story.document.outbox
            if entry["n"] > was and entry["to"] != one.story.document.id
        ]
    assert one.triage.stand == row[-1][0]
    assert [b.versie for b in one.triage.besluiten] == list(range(1, one.triage.versie + 1))
    joined, split = heard.count(MeldingToegevoegd.type), heard.count(MeldingAfgesplitst.type)
    assert joined - split == (1 if one.triage.stand == "gevoegd" else 0)
    one.gehouden().bevestig("doorgezet").geweigerd("weegoverleg-gehouden")
    assert one.triage.versie == len(one.triage.besluiten)


def test_a_rejection_is_revised_as_long_as_it_is_there(zaak: Make) -> None:
    """D2: until destruction, also long after the day that it shows: intake alone destroys (L8)."""
    one = zaak().op(DAG)
    besluit(one, "afgewezen")
    one.op(DAG + timedelta(days=60))
    besluit(one, "doorgezet")
    assert one.triage.stand == "doorgezet"
    gone = zaak().op(DAG)
    besluit(gone, "afgewezen")
    gone.vernietigd().bevestig("afgewezen").geweigerd("bestaat-niet", status=404)


def test_a_new_judgement_after_the_outcome_asks_to_confirm_again(zaak: Make) -> None:
    """L9, S10: the outcome stands until a person confirms anew; meanwhile it is a task, and it goes by confirming."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland()
    assert not one.taken
    one.oordeel("veiligheid", ja=False).dan_niets()
    assert (one.triage.stand, one.taken) == ("doorgezet", ("opnieuw-bevestigen",))
    one.bevestig("afgewezen", route="regulier")
    assert (one.triage.stand, one.taken) == ("afgewezen", ())
    scope = zaak(relatie="anders").pilot(hoort_bij=False).bevestig("afgewezen").pilot(hoort_bij=True)
    assert (scope.triage.stand, scope.taken) == ("afgewezen", ("bel-de-melder", "opnieuw-bevestigen"))


def test_scope_nee_leaves_only_rejecting_whatever_the_criteria_were(zaak: Make) -> None:
    """S1b, D5: also after three times ja; joining stays possible, for it is no refusal (D11b)."""
    one = zaak(relatie="anders").pilot(hoort_bij=True).drie_keer_ja().pilot(hoort_bij=False)
    one.bevestig("doorgezet").geweigerd("hoort-niet-bij-pilot", status=409)
    one.bevestig("afgewezen", route=None).geweigerd("route-ontbreekt", status=400)
    one.bevestig("afgewezen", route="ander-zvh")
    assert there(one.triage.besluit).route == "ander-zvh"
    assert zaak(relatie="anders").voeg().triage.stand == "gevoegd"

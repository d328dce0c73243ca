# SPDX-License-Identifier: EUPL-1.2
"""The place of a zaak in the worklist and in the list of tasks."""

from datetime import date
from itertools import pairwise, permutations
from zoneinfo import ZoneInfo

import pytest
from services.triage.tests.story import Make, Zaak, ingediend

CODE = "A-7K4M-9QXT"


def test_spoed_comes_first_then_scope_then_the_oldest(zaak: Make) -> None:
    """D2, S1b: by a text that sorts as the list reads."""
    old, new = zaak(), zaak(ontvangen_op=zaak().at.replace(hour=23))
    scope = zaak(relatie="anders", ontvangen_op=zaak().at.replace(day=4))
    urgent = zaak(ontvangen_op=zaak().at.replace(day=5)).spoed()
    in_order = [urgent, scope, old, new]
    assert all(one.triage.volgorde < other.triage.volgorde for one, other in pairwise(in_order))
    judged = scope.pilot(hoort_bij=True)
    assert judged.triage.volgorde > new.triage.volgorde
    assert urgent.spoed(False).triage.volgorde > judged.triage.volgorde


def test_the_nearest_term_comes_first_in_the_tasks(zaak: Make) -> None:
    """D2: then the oldest receipt; without a term last; without tasks nowhere."""
    soon = zaak().vraag().op(date(2025, 3, 11)).doe("aanvulling")
    late = zaak().op(date(2025, 3, 10)).vraag().op(date(2025, 3, 18)).doe("aanvulling")
    none = zaak(ontvangen_op=zaak().at.replace(day=1))
    newer = zaak()
    in_order = [soon, late, none, newer]
    assert all(one.triage.taken_volgorde < other.triage.taken_volgorde for one, other in pairwise(in_order))
    assert zaak().gehouden().triage.taken_volgorde == ""
    assert [taak.uiterlijk for taak in zaak(twijfel="niemand-bereikbaar").vraag().triage.taken] == [None]


def test_a_place_in_a_list_is_a_moment_in_utc(zaak: Make) -> None:
    """D2: whatever offset the moment was told in, so that texts sort as moments do."""
    at = zaak().at
    assert (
        zaak(ontvangen_op=at.astimezone(ZoneInfo("America/New_York"))).triage.volgorde
        == f"2 {at:%Y-%m-%dT%H:%M:%S.000+00:00}"
    )


OF_OTHERS = ("gepland", "gehouden", "wachtlijst", "van_wachtlijst", "ingetrokken", "aangevuld")
"""What other services may say first."""


@pytest.mark.parametrize("heard", list(permutations(OF_OTHERS, 3)), ids="-".join)
def test_before_the_melding_there_is_no_task_and_with_it_each_has_a_place(leeg: Make, heard: tuple[str, ...]) -> None:
    """D1, D5: given what others say in any order, when the melding comes last, then the tasks come with it, as many as when it
    comes first, and the zaak is in the list; before it nobody could see one."""

    def then(one: Zaak) -> Zaak:
        for event in heard:
            getattr(one, event)()
            assert bool(one.triage.taken) == bool(one.triage.taken_volgorde), event
        return one

    early = then(leeg())
    assert (early.taken, early.triage.taken_volgorde) == ((), "")
    last, first = early.doe(ingediend()), then(leeg().doe(ingediend()))
    assert (last.taken, last.triage.taken_volgorde) == (first.taken, first.triage.taken_volgorde)
    assert bool(last.taken) == bool(last.triage.taken_volgorde)

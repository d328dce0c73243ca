# SPDX-License-Identifier: EUPL-1.2
"""Tasks in words, and what a reporter is told."""

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import TAKEN, van
from zvhh_triage.domain.delen import Afrondbaar, Taakcode
from zvhh_triage.domain.stand import taken_van
from zvhh_triage.views.terugkoppeling import BEHANDELD, TerugkoppelingBeeld
from zvhh_triage.views.zaak import WerklijstRegel

Make = Callable[..., Any]
ZAAK = "0190aaaa-0000-8000-8000-000000000001"


PIEKEN: dict[str, tuple[Callable[[Make], Any], Callable[[Any], Any]]] = {
    "pilot-beoordelen": (lambda zaak: zaak(relatie="anders"), lambda one: one.pilot(hoort_bij=True)),
    "beoordelen": (lambda zaak: zaak(), lambda one: one.drie_keer_ja().bevestig("doorgezet")),
    "melder-terugbellen": (
        lambda zaak: zaak(twijfel="niemand-bereikbaar"),
        lambda one: one.rond_af("melder-terugbellen"),
    ),
    "termijn-verstreken": (
        lambda zaak: zaak().vraag().op(date(2025, 3, 12)).doe("aanvulling"),
        lambda one: one.drie_keer_ja().bevestig("doorgezet"),
    ),
    "opnieuw-bevestigen": (
        lambda zaak: zaak().drie_keer_ja().bevestig("doorgezet").oordeel("veiligheid"),
        lambda one: one.bevestig("doorgezet"),
    ),
    "aangevuld-na-besluit": (
        lambda zaak: zaak().drie_keer_ja().bevestig("doorgezet").op(date(2025, 3, 4)).aangevuld(),
        lambda one: one.rond_af("aangevuld-na-besluit"),
    ),
    "veiligheid-geborgd": (
        lambda zaak: zaak().drie_keer_ja().bevestig("doorgezet").gepland().ingetrokken(),
        lambda one: one.rond_af("veiligheid-geborgd"),
    ),
    "overleg-al-gehouden": (
        lambda zaak: zaak().drie_keer_ja().bevestig("doorgezet").gepland().ingetrokken().gehouden(),
        lambda one: one.rond_af("overleg-al-gehouden"),
    ),
}
"""Code → how it comes up, and what a person does to end it."""


@pytest.mark.parametrize("code", sorted(van("triage")))
def test_every_task_comes_up_and_can_be_ended(zaak: Make, code: str) -> None:
    """D1, D2, S5, S10: by a person, whichever task it is."""
    comes_up, is_done = PIEKEN[code]
    one = comes_up(zaak)
    assert code in one.taken
    assert code not in is_done(one).taken
    assert one.story.outcome.refused is None


def test_the_command_that_ends_tasks_knows_those_of_the_table() -> None:
    """D2: a task that is ended by saying so, and no other."""
    assert set(get_args(Afrondbaar)) == {code for code in van("triage") if TAKEN[code].afrondbaar}
    assert set(get_args(Taakcode)) == van("triage")


def test_what_was_stored_by_another_release_is_read_as_it_is_today(zaak: Make) -> None:
    """D1: tasks that triage had and meetings owns now go; one that meetings had and triage owns now is there."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland().ingetrokken().geannuleerd()
    kept = one.triage.model_copy(update={"taken": ()})
    assert [taak.code for taak in taken_van(kept)] == ["veiligheid-geborgd"]
    assert WerklijstRegel.van(Configuratie(), date(2025, 3, 7), ZAAK, kept).taken == ("veiligheid-geborgd",)


def test_a_row_of_the_worklist_leaves_out_what_the_list_itself_says(zaak: Make) -> None:
    """D2: judging is why the zaak stands there; the age is in local days."""
    row = WerklijstRegel.van(Configuratie(), date(2025, 3, 7), ZAAK, zaak(twijfel="niemand-bereikbaar").triage)
    assert (row.taken, row.melder_twijfelt, row.leeftijd_dagen) == (("melder-terugbellen",), True, 4)
    assert WerklijstRegel.van(Configuratie(), date(2025, 3, 3), ZAAK, zaak(relatie="anders").triage).taken == ()


@pytest.mark.parametrize(
    ("route", "text"), [("lokaal", BEHANDELD), ("geen", BEHANDELD), ("regulier", None), ("ander-zvh", None)]
)
def test_a_way_on_that_the_reporter_hears_by_phone_reads_alike(zaak: Make, route: str, text: str | None) -> None:
    """D5, D11b: so that "behandeld" tells nobody of another melding."""
    one = zaak().drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen", route=route)
    shown = TerugkoppelingBeeld.van(ZAAK, one.triage)
    assert (shown.uitkomst, shown.tekst, shown.route) == ("afgewezen", text, route)


def test_a_joined_melding_reads_as_handled_and_nothing_more(zaak: Make) -> None:
    """D11b, S10, L6: no motivation, no other zaak, no way on."""
    shown = TerugkoppelingBeeld.van(ZAAK, zaak().voeg(rollen_omgekeerd=True).triage)
    assert shown.model_dump(exclude_none=True) == {
        "zaak_id": ZAAK,
        "kenmerk": "ZV-7K4M-9QXT",
        "uitkomst": "behandeld",
        "tekst": "Uw melding is behandeld. De procesregisseur belt u.",
    }


def test_every_stand_reads_as_something(zaak: Make) -> None:
    """S10: a reporter always finds an outcome; after a split it is being judged again."""
    told = {
        "in-behandeling": zaak(),
        "aanvulling-gevraagd": zaak().vraag(),
        "doorgezet": zaak().gehouden(),
        "ingetrokken": zaak().ingetrokken(),
    }
    assert {TerugkoppelingBeeld.van(ZAAK, one.triage).uitkomst: one for one in told.values()} == told
    assert TerugkoppelingBeeld.van(ZAAK, zaak().voeg().splits().triage).uitkomst == "in-behandeling"

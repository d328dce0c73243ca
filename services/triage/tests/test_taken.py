# SPDX-License-Identifier: EUPL-1.2
"""Tasks in words, and what a reporter is told."""

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest

from zvhh_contracts.configuration import Configuratie
from zvhh_triage.domain.delen import Taakcode
from zvhh_triage.views.taken import TEKSTEN, ZaakTaken
from zvhh_triage.views.terugkoppeling import BEHANDELD, TerugkoppelingBeeld
from zvhh_triage.views.zaak import WerklijstRegel

Make = Callable[..., Any]
ZAAK = "0190aaaa-0000-8000-8000-000000000001"


def test_every_task_has_words() -> None:
    """D2: no code on a page, and no words without a task."""
    assert TEKSTEN.keys() == set(get_args(Taakcode))


def test_a_task_says_what_by_whom_and_until_when(zaak: Make) -> None:
    """S10, D2: the planning of the weegoverleg, with its term; who claimed it."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").pak()
    shown = ZaakTaken.van(Configuratie(), ZAAK, one.triage)
    [taak] = shown.taken
    assert (taak.code, taak.tekst, taak.uiterlijk) == (
        "weegoverleg-plannen",
        "Plan het weegoverleg.",
        date(2025, 3, 17),
    )
    assert taak.persoon is not None
    assert (taak.voor, taak.persoon.persoon, shown.kenmerk) == ("procesregisseur", "noor.testema", "ZV-7K4M-9QXT")


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

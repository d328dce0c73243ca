# SPDX-License-Identifier: EUPL-1.2
"""Tasks in words, and what a reporter is told."""

from collections.abc import Callable
from datetime import date
from typing import get_args

import pytest
from services.triage.tests.story import BRAM, Make, Zaak

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import TAKEN, van
from zvhh_contracts.triages import Route
from zvhh_kit.privacy.sealing import sealed_in
from zvhh_kit.testing.story import SUBJECT
from zvhh_triage.api.taken import _adviezen
from zvhh_triage.domain.derived import Taakcode, taken_van
from zvhh_triage.domain.parts.werk import Afrondbaar
from zvhh_triage.domain.triage import Triage
from zvhh_triage.views.terugkoppeling import BEHANDELD, TerugkoppelingBeeld
from zvhh_triage.views.zaak import WerklijstRegel


def opened(triage: Triage) -> Triage:
    """The same with its sealed values open, as the border gives it; in these tests a cipher is the clear text."""
    known: Triage = Triage.model_validate(triage.model_dump())
    for _, value in sealed_in(known):
        if value.cipher is not None:
            value.open(value.cipher.decode())
    return known


PIEKEN: dict[str, tuple[Callable[[Make], Zaak], Callable[[Zaak], Zaak]]] = {
    "pilot-beoordelen": (lambda zaak: zaak(relatie="anders"), lambda one: one.pilot(hoort_bij=True)),
    "beoordelen": (lambda zaak: zaak(), lambda one: one.drie_keer_ja().bevestig("doorgezet")),
    "melder-terugbellen": (
        lambda zaak: zaak(twijfel="niemand-bereikbaar"),
        lambda one: one.rond_af("melder-terugbellen"),
    ),
    "bel-de-melder": (lambda zaak: zaak().voeg(), lambda one: one.rond_af("bel-de-melder")),
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
    one.dan_niet_geweigerd()


def test_the_command_that_ends_tasks_knows_those_of_the_table() -> None:
    """D2: a task that is ended by saying so, and no other."""
    assert set(get_args(Afrondbaar)) == {code for code in van("triage") if TAKEN[code].afrondbaar}
    assert set(get_args(Taakcode)) == van("triage")


def test_what_was_stored_by_another_release_is_read_as_it_is_today(zaak: Make) -> None:
    """D1: tasks that triage had and meetings owns now go; one that meetings had and triage owns now is there."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland().ingetrokken().geannuleerd()
    kept = one.triage.model_copy(update={"taken": ()})
    assert [taak.code for taak in taken_van(kept)] == ["veiligheid-geborgd"]
    assert WerklijstRegel.van(Configuratie(), date(2025, 3, 7), SUBJECT, kept).taken == ("veiligheid-geborgd",)


def test_a_row_of_the_worklist_leaves_out_what_the_list_itself_says(zaak: Make) -> None:
    """D2: judging is why the zaak stands there; the age is in local days."""
    row = WerklijstRegel.van(Configuratie(), date(2025, 3, 7), SUBJECT, zaak(twijfel="niemand-bereikbaar").triage)
    assert (row.taken, row.melder_twijfelt, row.leeftijd_dagen) == (("melder-terugbellen",), True, 4)
    assert WerklijstRegel.van(Configuratie(), date(2025, 3, 3), SUBJECT, zaak(relatie="anders").triage).taken == ()


def afgewezen(zaak: Make, route: Route) -> Zaak:
    """A no of triage."""
    return zaak().drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen", route=route)


def by_phone(zaak: Make) -> dict[str, Zaak]:
    """Every way in which a reporter comes to hear by phone what became of the melding (D5, D11b, S6b)."""
    return {
        "joined": zaak().voeg(),
        "joined after doorgezet": zaak().drie_keer_ja().bevestig("doorgezet").voeg(),
        "lokaal": afgewezen(zaak, "lokaal"),
        "geen": afgewezen(zaak, "geen"),
        "not passend, lokaal": zaak().gehouden(passend=False, route="lokaal"),
        "put right to not passend": zaak().gehouden().herzien(passend=False),
        "left the line": zaak().gehouden().wachtlijst().van_wachtlijst(),
    }


def test_what_a_reporter_hears_by_phone_reads_alike(zaak: Make) -> None:
    """D5, D11b: outcome, words, way on and advice: nothing tells which of them it was, so none tells of another zaak."""
    told = {name: TerugkoppelingBeeld.van(SUBJECT, one.triage).model_dump() for name, one in by_phone(zaak).items()}
    assert set(map(repr, told.values())) == {repr(told["joined"])}
    assert (told["joined"]["uitkomst"], told["joined"]["tekst"]) == ("behandeld", BEHANDELD)


@pytest.mark.parametrize("route", ["regulier", "ander-zvh"])
def test_another_way_on_is_read_with_its_advice(zaak: Make, route: Route) -> None:
    """D5, S10: of triage and of the weegoverleg; nobody has to call."""
    one = afgewezen(zaak, route)
    shown = TerugkoppelingBeeld.van(SUBJECT, one.triage)
    assert (shown.uitkomst, shown.tekst, shown.route, one.taken) == ("afgewezen", None, route, ())
    assert shown.advies is not None
    weighed = zaak().gehouden(passend=False, route=route)
    shown = TerugkoppelingBeeld.van(SUBJECT, weighed.triage)
    assert (shown.uitkomst, shown.route, weighed.taken) == ("afgewezen", route, ())
    assert TerugkoppelingBeeld.van(SUBJECT, zaak().gehouden(passend=None).triage).uitkomst == "doorgezet"


def test_who_is_told_that_they_are_called_is_a_task_until_somebody_called(zaak: Make) -> None:
    """D5: ended by name; another outcome that reads alike is a new one, and without it there is none."""
    for name, one in by_phone(zaak).items():
        assert "bel-de-melder" in one.taken, name
        one.rond_af("bel-de-melder", by=BRAM).dan_niet_geweigerd()
        assert "bel-de-melder" not in one.taken, name
        assert one.triage.afgerond[-1].door == BRAM.subject
    again = by_phone(zaak)["lokaal"].rond_af("bel-de-melder").op(date(2025, 3, 4))
    assert "bel-de-melder" in again.voeg().taken
    assert "bel-de-melder" not in again.splits().taken
    assert "bel-de-melder" not in by_phone(zaak)["put right to not passend"].herzien(passend=True, versie=3).taken


def test_the_task_carries_the_advice(zaak: Make) -> None:
    """D5: so that whoever calls has it before them; where there is none to give, it says nothing."""
    for name, advies in (("lokaal", "bespreek in het wijkteam"), ("joined", None), ("not passend, lokaal", None)):
        one = by_phone(zaak)[name]
        assert "bel-de-melder" in one.taken
        assert _adviezen(opened(one.triage)) == ({"bel-de-melder": advies} if advies else {}), name


def test_a_joined_melding_reads_as_handled_and_nothing_more(zaak: Make) -> None:
    """D11b, S10, L6: no motivation, no other zaak, no way on."""
    shown = TerugkoppelingBeeld.van(SUBJECT, zaak().voeg(rollen_omgekeerd=True).triage)
    assert shown.model_dump(exclude_none=True) == {
        "zaak_id": SUBJECT,
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
    assert {TerugkoppelingBeeld.van(SUBJECT, one.triage).uitkomst: one for one in told.values()} == told
    assert TerugkoppelingBeeld.van(SUBJECT, zaak().voeg().splits().triage).uitkomst == "in-behandeling"

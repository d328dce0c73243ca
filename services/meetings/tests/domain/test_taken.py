# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom and until when (S11, D2, D3), and that every task has words."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from services.meetings.tests.gegevens import FATIMA, ROB
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.casussen import (
    AfschalenGeweigerd,
    BeeindigenGeweigerd,
    CasusregieGeweigerd,
    IncidentGeregistreerd,
    IncidentHerzien,
)
from zvhh_contracts.taakbeeld import TaakBeeld, ZaakTaken
from zvhh_contracts.taken import TAKEN, Taak, is_voor, van
from zvhh_contracts.triages import SpoedGewijzigd
from zvhh_kit.domain.decision import Actor, Context
from zvhh_meetings.domain.commands.rond_af import Afrondbaar
from zvhh_meetings.domain.overlegtraject import GEEN_TERMIJN
from zvhh_meetings.domain.reminders import casusregie_gezocht, overleg_voorbij, uitnodiging_voorbij
from zvhh_meetings.domain.rules.agenda import WEGGENOMEN, agenda

ZV = "00000099000000000100"
VT, PO, RN = "00000099000000001000", "00000099000000002000", "00000099000000006000"
ZAAK = "0190aaaa-0000-8000-8000-000000000001"
NOOR = Actor("noor", ZV, frozenset({"procesregisseur"}))
VERA = Actor("vera", VT, frozenset({"deelnemer", "melder"}))
EERSTE = date(2025, 3, 26)


def beeld(zaak: Zaak, wie: Actor, vandaag: date = EERSTE) -> ZaakTaken:
    """What someone sees of this zaak's tasks."""
    van_wie = [taak for taak in zaak.staat.eigen_taken if is_voor(taak, wie.roles, wie.oin)]
    return ZaakTaken.uit(zaak.config, ZAAK, zaak.staat.kenmerk, van_wie, vandaag, spoed=zaak.staat.spoed)


def test_own_agreements_are_tasks_of_their_owner(zaak: Zaak) -> None:
    """D3: open ones, with their day; niet gedaan stays; gone when done, and handed over with the agreement."""
    zaak.loopt()
    assert zaak.taken == []
    assert [(taak.code, taak.uiterlijk, taak.nummer) for taak in zaak.staat.taken if taak.oin == VT] == [
        ("afspraak", date(2025, 3, 19), 1)
    ]
    assert zaak.staat.eerste_termijn == date(2025, 3, 14)
    assert zaak.afspraak(1, "niet-gedaan").taken_van(VT) == [("afspraak", 1)]
    assert zaak.afspraak(1, "gedaan").taken_van(VT) == []
    assert zaak.vertrek(PO, {"nummer": 2, "aan": VT}).taken_van(VT) == [("afspraak", 2)]
    assert zaak.taken_van(PO) == []


def test_each_sees_what_is_theirs(zaak: Zaak) -> None:
    """L6: a procesregisseur not the agreements, a deelnemer not another's; oldest term first; overdue is said."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": VT})
    assert [taak.code for taak in beeld(zaak, NOOR).taken] == ["casusregie-gezocht"]
    van_vera = beeld(zaak, VERA, date(2025, 3, 19))
    assert [(taak.code, taak.uiterlijk, taak.te_laat) for taak in van_vera.taken] == [
        ("casusregie-zoeken", date(2025, 3, 19), False),
        ("afspraak", date(2025, 3, 19), False),
    ]
    assert all(taak.te_laat for taak in beeld(zaak, VERA, date(2025, 3, 20)).taken)
    assert beeld(zaak, Actor("otto", VT, frozenset({"operator"}))).taken == ()
    assert (van_vera.kenmerk, van_vera.zaak_id) == ("ZV-7K4M-9QXT", ZAAK)


def test_the_zvhh_looks_for_a_casusregisseur_itself(zaak: Zaak) -> None:
    """S11: a task of the procesregisseur only."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": ZV})
    assert [(taak.code, taak.uiterlijk) for taak in zaak.staat.taken if taak.voor == "procesregisseur"] == [
        ("casusregie-gezocht", date(2025, 3, 19))
    ]
    assert "casusregie-zoeken" not in [taak.code for taak in zaak.staat.taken]


def test_minutes_are_to_be_written_when_the_overleg_is_over(zaak: Zaak) -> None:
    """D3: from the end of its time; moved or recorded, the task goes."""
    zaak.gepland()
    einde = zaak.lokaal(date(2025, 3, 12), 11, 30)
    assert zaak.wekkers["overleg-voorbij"] == einde
    zaak.op(date(2025, 3, 12), 11, 30).doe("overleg-voorbij").dan_niets()
    taak = zaak.staat.taken[0]
    assert (taak.code, taak.uiterlijk, taak.nummer) == ("verslag-vastleggen", date(2025, 3, 12), 1)
    assert "overleg-voorbij" not in zaak.wekkers
    zaak.verzet(1, zaak.lokaal(date(2025, 3, 13)), "niet doorgegaan").goed()
    assert (zaak.taken, zaak.wekkers["overleg-voorbij"]) == ([], zaak.lokaal(date(2025, 3, 13), 11, 30))
    zaak.op(date(2025, 3, 13)).doe("overleg-voorbij").weeg().goed()
    assert "verslag-vastleggen" not in zaak.taken


def test_a_proposal_that_passed_is_to_be_planned_anew(zaak: Zaak) -> None:
    """D3, S13: planned on another day, it is no longer over."""
    zaak.loopt().op(date(2025, 3, 27)).doe("overleg-voorbij")
    assert zaak.taken == ["verslag-vastleggen"]
    zaak.plan(zaak.lokaal(date(2025, 4, 2)), PO, VT).goed()
    assert zaak.taken == []


def test_a_late_reminder_of_what_was_cancelled_does_nothing(zaak: Zaak) -> None:
    """L9: it was due, and the overleg had just been cancelled."""
    zaak.loopt().annuleer(2, "ziek")
    for herinnering in (overleg_voorbij, uitnodiging_voorbij, casusregie_gezocht):
        besluit = herinnering(zaak.staat, Context(now=zaak.at, subject=ZAAK, received=zaak.at))
        waarom = "a casusregisseur was found" if herinnering is casusregie_gezocht else "nothing is planned"
        assert (besluit.state, besluit.why_nothing) == (None, waarom)


def test_the_most_urgent_first(zaak: Zaak) -> None:
    """S14, D4, S11: what a procesregisseur sees of one zaak that went wrong everywhere."""
    zaak.loopt().op(EERSTE).bespreek(gezocht={"doorOin": VT}).annuleer(3, "ziek").goed()
    zaak.doe(AfschalenGeweigerd(nummer=2, reden="incident"))
    zaak.doe(
        IncidentGeregistreerd(
            nummer=1,
            soort="geweld",
            moment=zaak.at,
            ernstig=True,
            geregistreerd_op=zaak.lokaal(EERSTE, 14),
            afschalen_mogelijk_op=None,
        )
    )
    assert zaak.taken == ["afschalen-geweigerd", "ernstig-incident", "casusregie-gezocht", "zonder-datum"]
    assert ("casusregie-zoeken", None) in zaak.taken_van(VT)


def test_nothing_is_to_be_done_without_a_zaak(zaak: Zaak) -> None:
    """D2: no term, and sorted last."""
    zaak.doe(zaak.ingediend())
    assert (zaak.staat.taken, zaak.staat.eerste_termijn) == ((), GEEN_TERMIJN)


def test_spoed_is_said_with_the_planning(zaak: Zaak) -> None:
    """D2: marked, and only there."""
    zaak.te_plannen()
    assert [taak.tekst for taak in beeld(zaak, NOOR).taken] == ["Plan het weegoverleg."]
    zaak.doe(SpoedGewijzigd(spoed=True, op=zaak.at))
    gezien = beeld(zaak, NOOR)
    assert ([taak.tekst for taak in gezien.taken], gezien.spoed) == (["Spoed. Plan het weegoverleg."], True)
    ander = TaakBeeld.van(zaak.config, Taak(code="zonder-datum"), EERSTE, spoed=True)
    assert (ander.tekst, ander.te_laat) == ("Plan het volgende overleg.", False)


def test_an_incident_is_new_until_a_casusoverleg_was_recorded_after_it(zaak: Zaak) -> None:
    """D4: registered at the very moment of vastleggen, it was there; a moment later it was not."""
    zaak.loopt().op(EERSTE).bespreek().goed()
    feit: dict[str, Any] = {"soort": "geweld", "moment": zaak.at, "ernstig": True, "afschalen_mogelijk_op": None}
    zaak.doe(IncidentGeregistreerd(nummer=1, geregistreerd_op=zaak.at, **feit))
    assert zaak.taken == []
    zaak.doe(IncidentGeregistreerd(nummer=2, geregistreerd_op=zaak.at + timedelta(milliseconds=1), **feit))
    assert zaak.taken == ["ernstig-incident"]


def test_an_opening_without_a_melding_asks_for_no_agreements(zaak: Zaak) -> None:
    """S6c: regie may be heard first."""
    assert zaak.doe(zaak.geopend()).taken == []


def test_what_was_made_serious_later_is_new_then(zaak: Zaak) -> None:
    """D4: registered as a slight one before the last casusoverleg, and called serious after it."""
    feit: dict[str, Any] = {"soort": "geweld", "moment": zaak.at, "afschalen_mogelijk_op": None}
    zaak.loopt().op(date(2025, 3, 20))
    zaak.doe(IncidentGeregistreerd(nummer=1, geregistreerd_op=zaak.at, ernstig=False, **feit))
    zaak.op(EERSTE).bespreek().goed()
    herzien = IncidentHerzien(
        nummer=1, versie=2, is_incident=True, ernstig=True, herzien_op=zaak.lokaal(EERSTE, 15), **feit
    )
    assert zaak.op(EERSTE, 15).doe(herzien).taken == ["ernstig-incident"]
    assert zaak.rond_af("ernstig-incident").taken == []
    nog_eens = herzien.model_copy(update={"versie": 3, "herzien_op": zaak.lokaal(EERSTE, 16)})
    assert zaak.op(EERSTE, 16).doe(nog_eens).taken == []


def test_a_correction_is_as_new_as_when_it_was_made(zaak: Zaak) -> None:
    """D4: not as when it was heard of, unless regie did not say; what was taken away stays so after a next correction."""
    feit: dict[str, Any] = {"nummer": 1, "soort": "geweld", "moment": zaak.at, "afschalen_mogelijk_op": None}
    gemaakt, gehoord = zaak.lokaal(date(2025, 3, 20), 9), zaak.lokaal(date(2025, 3, 20))
    zaak.loopt().op(date(2025, 3, 20), 10)
    for gezegd, geldt in ((gemaakt, gemaakt), (None, gehoord)):
        zaak.doe(IncidentGeregistreerd(**feit, ernstig=False, geregistreerd_op=zaak.at))
        zaak.doe(IncidentHerzien(**feit, versie=2, is_incident=True, ernstig=True, herzien_op=gezegd))
        assert zaak.staat.casus.incidenten[0].ernstig_op == geldt
        zaak.doe(IncidentHerzien(**feit, versie=3, is_incident=True, ernstig=False, herzien_op=gezegd, neemt_weg=True))
        zaak.doe(IncidentHerzien(**feit, versie=4, is_incident=True, ernstig=False, herzien_op=zaak.at))
        assert zaak.staat.casus.incidenten[0].weggenomen_op == geldt


def test_ending_it_takes_nothing_from_the_agenda(zaak: Zaak) -> None:
    """D4: that no earlier overleg is needed says nothing of the next one; another incident asks again."""
    feit: dict[str, Any] = {"soort": "geweld", "moment": zaak.at, "ernstig": True, "afschalen_mogelijk_op": None}
    zaak.loopt().op(date(2025, 3, 20)).doe(IncidentGeregistreerd(nummer=1, geregistreerd_op=zaak.at, **feit))
    assert zaak.rond_af("ernstig-incident").taken == []
    [afgerond] = zaak.staat.afgerond
    assert (afgerond.taak, afgerond.door, afgerond.op) == ("ernstig-incident", zaak.fatima.subject, zaak.at)
    punten = [punt.soort for punt in agenda(zaak.config, zaak.staat, zaak.volgend)]
    assert "ernstig-incident" in punten
    zaak.rond_af("ernstig-incident").geweigerd("taak-niet-open", status=409)
    zaak.op(date(2025, 3, 21)).doe(IncidentGeregistreerd(nummer=2, geregistreerd_op=zaak.at, **feit))
    assert zaak.taken == ["ernstig-incident"]


def test_what_was_taken_away_stands_on_the_next_agenda(zaak: Zaak) -> None:
    """D4: until it was held; the task itself is regie's."""
    feit: dict[str, Any] = {"soort": "geweld", "moment": zaak.at, "ernstig": True, "afschalen_mogelijk_op": None}
    zaak.loopt().op(date(2025, 3, 20)).doe(IncidentGeregistreerd(nummer=1, geregistreerd_op=zaak.at, **feit))
    weg = IncidentHerzien(nummer=1, versie=2, is_incident=False, herzien_op=zaak.at, neemt_weg=True, **feit)
    assert zaak.doe(weg).taken == []
    titels = [punt.titel for punt in agenda(zaak.config, zaak.staat, zaak.volgend)]
    assert WEGGENOMEN in titels
    zaak.op(EERSTE).bespreek().goed()
    assert WEGGENOMEN not in [punt.titel for punt in agenda(zaak.config, zaak.staat, zaak.volgend)]


def test_only_who_has_a_task_ends_it(zaak: Zaak) -> None:
    """L6, S11: the search is of the organisation that searches; the other one stays with the procesregisseur."""
    zaak.loopt(casusregie=None, gezocht={"doorOin": VT})
    zaak.rond_af("casusregie-zoeken", FATIMA).geweigerd("taak-niet-open", status=409)
    zaak.rond_af("casusregie-zoeken", ROB).geweigerd("taak-niet-open", status=409)
    assert ("casusregie-zoeken", None) not in zaak.rond_af("casusregie-zoeken", VERA).goed().taken_van(VT)
    assert zaak.taken == ["casusregie-gezocht"]


def _incident(zaak: Zaak) -> Zaak:
    feit: dict[str, Any] = {"soort": "geweld", "moment": zaak.at, "ernstig": True, "afschalen_mogelijk_op": None}
    return zaak.loopt().doe(IncidentGeregistreerd(nummer=1, geregistreerd_op=zaak.lokaal(EERSTE, 9), **feit))


def _overleg(zaak: Zaak) -> Zaak:
    return zaak.op(EERSTE).bespreek()


def _geweigerd(zaak: Zaak, soort: type[AfschalenGeweigerd | BeeindigenGeweigerd]) -> Zaak:
    zaak.loopt().op(EERSTE).bespreek().doe(soort(nummer=2, reden="niet-geopend"))
    return zaak


def _volgend_overleg(zaak: Zaak) -> Zaak:
    return zaak.op(zaak.volgend.begin.date()).bespreek(3)


def _regie(zaak: Zaak) -> Zaak:
    return zaak.op(date(2025, 3, 20)).regie({"vorm": "een", "regisseur": {"oin": RN, "persoon": "rob"}})


def _regie_geweigerd(zaak: Zaak) -> Zaak:
    return zaak.loopt().doe(CasusregieGeweigerd(aanwijzing=1, redenen=("persoon-geweerd",)))


def _laat(zaak: Zaak) -> Zaak:
    zaak.loopt().op(EERSTE).bespreek()
    volgende = zaak.lokaal(date(2025, 7, 9))
    return zaak.verzet(3, volgende, "eerder kan niemand").op(date(2025, 6, 19)).doe("casusoverleg-laat")


PIEKEN: dict[str, tuple[Callable[[Zaak], Zaak], Callable[[Zaak], Zaak]]] = {
    "weegoverleg-plannen": (lambda z: z.te_plannen(), lambda z: z.plan(z.lokaal(date(2025, 3, 12)), PO, VT)),
    "verslag-vastleggen": (
        lambda z: z.gepland().op(date(2025, 3, 12), 11, 30).doe("overleg-voorbij"),
        lambda z: z.op(date(2025, 3, 12)).weeg(),
    ),
    "afspraken-overtypen": (lambda z: z.lopend(open_afspraken=1), lambda z: z.rond_af("afspraken-overtypen")),
    "afschalen-geweigerd": (lambda z: _geweigerd(z, AfschalenGeweigerd), _volgend_overleg),
    "beeindigen-geweigerd": (lambda z: _geweigerd(z, BeeindigenGeweigerd), _volgend_overleg),
    "ernstig-incident": (_incident, lambda z: z.rond_af("ernstig-incident")),
    "casusregie-gezocht": (lambda z: z.loopt(casusregie=None, gezocht={"doorOin": ZV}), _regie),
    "casusregie-zoeken": (
        lambda z: z.loopt(casusregie=None, gezocht={"doorOin": VT}),
        lambda z: z.rond_af("casusregie-zoeken", VERA),
    ),
    "casusregie-geweigerd": (_regie_geweigerd, _regie),
    "casusoverleg-laat": (_laat, lambda z: z.rond_af("casusoverleg-laat")),
    "zonder-datum": (
        lambda z: z.loopt().annuleer(2, "ziek"),
        lambda z: z.plan(z.lokaal(date(2025, 3, 26)), PO, VT),
    ),
    "afspraak": (
        lambda z: z.loopt(),
        lambda z: z.afspraak(1, "gedaan").afspraak(2, "gedaan", Actor("piet", PO, frozenset({"deelnemer"}))),
    ),
}
"""Code → how it comes up, and what a person does to end it."""


OVER = {
    "afspraken-overtypen": "",
    "casusoverleg-laat": "1",
    "casusregie-zoeken": f"{VT} 2025-03-12",
    "ernstig-incident": "2025-03-26T08:00:00+00:00",
}
"""What a task that a person ended was about, so that another one of its kind is another task."""


@pytest.mark.parametrize("code", sorted(van("meetings")))
def test_every_task_comes_up_and_can_be_ended(zaak: Zaak, code: str) -> None:
    """D3, D4, S10, S11, S13: by a person, whichever task it is."""
    comes_up, done = PIEKEN[code]
    comes_up(zaak)
    assert code in [taak.code for taak in zaak.staat.taken]
    done(zaak).goed()
    assert code not in [taak.code for taak in zaak.staat.taken]
    if code in OVER:
        zaak.antwoord(taak=code)
    assert [een.over for een in zaak.staat.afgerond] == ([OVER[code]] if code in OVER else [])


def test_the_command_that_ends_tasks_knows_those_of_the_table() -> None:
    """D4: a task that is ended by saying so, and no other."""
    assert set(get_args(Afrondbaar)) == {code for code in van("meetings") if TAKEN[code].afrondbaar}


def test_what_an_earlier_release_stored_is_a_task_of_its_owner_only(zaak: Zaak) -> None:
    """D1: a question that meetings had, and nobody could answer, is triage's now."""
    oud = zaak.loopt().staat.model_copy(update={"taken": (Taak(code="ingetrokken-na-weegoverleg"), *zaak.staat.taken)})
    assert [taak.code for taak in oud.eigen_taken] == ["afspraak", "afspraak"]


def test_one_thing_to_plan_is_one_task(zaak: Zaak) -> None:
    """D3, S13: late and without a date, or a weegoverleg that was cancelled: one task, with the term that counts."""
    zaak.gepland().op(date(2025, 3, 10)).annuleer(1, "ziek").goed()
    assert [(taak.code, taak.uiterlijk) for taak in zaak.staat.taken] == [("weegoverleg-plannen", date(2025, 3, 17))]
